namespace SegmentationML.Storage.Ledger;

/// <summary>What a replay of the outbox did.</summary>
/// <param name="Delivered">Messages that the receivers have now.</param>
/// <param name="Refused">Messages that a receiver will not take.</param>
/// <param name="Waiting">Messages that go on waiting.</param>
/// <param name="IsBusy">Whether another process was replaying, so that nothing was done.</param>
/// <param name="Problems">Why messages wait or were refused, one of each.</param>
public sealed record OutboxReplay(int Delivered, int Refused, long Waiting, bool IsBusy, IReadOnlyList<string> Problems);
