namespace SegmentationML.Pipeline;

/// <summary>The eight steps of the one flow, in order; a step may use results of earlier steps, never of later ones.</summary>
public enum StepName
{
    /// <summary>Sources into canonical tables.</summary>
    Ingest,

    /// <summary>Tables against their data contracts; bad rows into quarantine.</summary>
    Contract,

    /// <summary>Features and demand panel per entity, as of the cut-off.</summary>
    Features,

    /// <summary>One segment per entity, with reasons.</summary>
    Segment,

    /// <summary>Point and distribution per entity.</summary>
    Forecast,

    /// <summary>Safety stock, reorder point and order quantity per entity.</summary>
    Policy,

    /// <summary>One immutable version.</summary>
    Publish,

    /// <summary>Drift and migration against the version in use.</summary>
    Monitor,
}
