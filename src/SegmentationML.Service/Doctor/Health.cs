namespace SegmentationML.Service.Doctor;

/// <summary>How something stands.</summary>
public enum Health
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>It works, and somebody should look.</summary>
    Warning,

    /// <summary>It does not work.</summary>
    Bad,
}
