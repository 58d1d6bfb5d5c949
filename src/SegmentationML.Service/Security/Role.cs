namespace SegmentationML.Service.Security;

/// <summary>What somebody is to the segmentations, in the words of those who hand out keys. A role brings scopes and classes of columns: <see cref="RoleBook"/>.</summary>
public enum Role
{
    /// <summary>Looks at segments.</summary>
    Viewer,

    /// <summary>Plans by them, and opens cases.</summary>
    Planner,

    /// <summary>Works with the figures behind them.</summary>
    Analyst,

    /// <summary>Answers for a segmentation.</summary>
    Owner,

    /// <summary>Decides on what goes live.</summary>
    Approver,

    /// <summary>Looks at everything that happened and changes nothing.</summary>
    Auditor,

    /// <summary>Runs the service.</summary>
    Admin,
}
