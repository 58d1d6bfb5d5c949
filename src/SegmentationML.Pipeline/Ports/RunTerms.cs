namespace SegmentationML.Pipeline.Ports;

/// <summary>What a run was told beside its definition, kept with it so that whoever goes on with it tells it the same.</summary>
/// <param name="AsOf">The cut-off; null for the pipeline's.</param>
/// <param name="From">The step that was to be done anew, with all later ones; null for none.</param>
/// <param name="Force">Whether a version is published even when nothing has changed.</param>
public sealed record RunTerms(DateOnly? AsOf = null, StepName? From = null, bool Force = false);
