namespace SegmentationML.Pipeline.Report;

/// <summary>How concentrated value is: entities by falling value against the cumulative share of value.</summary>
/// <param name="ValueName">What is added up, such as <c>net revenue</c>.</param>
/// <param name="Points">From few to all entities, both shares rising; a few hundred are enough.</param>
/// <param name="Cuts">Where each class ends, in order of the classes.</param>
public sealed record ParetoCurve(string ValueName, IReadOnlyList<ParetoPoint> Points, IReadOnlyList<ParetoCut> Cuts);
