using SegmentationML.Storage.Ledger;

namespace SegmentationML.Service.Webhooks;

/// <summary>Delivers messages of a kind.</summary>
internal interface IDeliverer
{
    /// <summary>The kind.</summary>
    string Topic { get; }

    /// <summary>Delivers a message.</summary>
    /// <returns>Null when it arrived.</returns>
    Task<DeliveryFailure?> DeliverAsync(OutboxMessage message, CancellationToken cancellation);
}
