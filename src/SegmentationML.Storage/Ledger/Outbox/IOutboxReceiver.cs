namespace SegmentationML.Storage.Ledger;

/// <summary>Delivers messages to a system, each any number of times with the effect of once.</summary>
internal interface IOutboxReceiver
{
    /// <summary>Whether messages of a topic are for it.</summary>
    bool Takes(string topic);

    /// <summary>The system that a message goes to; null while nobody has asked for it.</summary>
    string? AddressOf(OutboxMessage message);

    /// <summary>Delivers a message, or finds that it was delivered before.</summary>
    /// <exception cref="DeliveryException">It could not be delivered.</exception>
    Task DeliverAsync(OutboxMessage message, CancellationToken cancellation);
}
