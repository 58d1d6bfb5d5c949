namespace SegmentationML.Storage.Ledger;

/// <summary>What has become of a message to another system.</summary>
public enum OutboxState
{
    /// <summary>Not delivered yet; tried again at each replay.</summary>
    Pending,

    /// <summary>The other system has it.</summary>
    Delivered,

    /// <summary>The other system will not take it as it is; tried again only when asked for.</summary>
    Refused,
}
