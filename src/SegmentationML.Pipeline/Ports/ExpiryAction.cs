namespace SegmentationML.Pipeline.Ports;

/// <summary>What an expiry does with a version.</summary>
public enum ExpiryAction
{
    /// <summary>Nothing: a rule keeps it.</summary>
    Keep,

    /// <summary>Marks it, so that its files go when the time of grace is over.</summary>
    Mark,

    /// <summary>Nothing yet: it was marked, and the time of grace goes on.</summary>
    Wait,

    /// <summary>Deletes its files.</summary>
    Sweep,

    /// <summary>Nothing yet: someone is reading it.</summary>
    InUse,

    /// <summary>Something of it could not be deleted; the next expiry goes on there.</summary>
    Left,
}
