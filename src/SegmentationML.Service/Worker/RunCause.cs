namespace SegmentationML.Service.Worker;

/// <summary>Why a run was to start.</summary>
internal enum RunCause
{
    /// <summary>The calendar.</summary>
    Calendar,

    /// <summary>Its time came while the service did not run.</summary>
    CatchUp,

    /// <summary>A run of a service was cut off, and is gone on with.</summary>
    Recovery,

    /// <summary>A source's files changed.</summary>
    NewFiles,

    /// <summary>Another pipeline published.</summary>
    After,

    /// <summary>Another pipeline's run raised a drift alarm.</summary>
    Drift,
}
