namespace SegmentationML.Storage.Ledger;

/// <summary>A message could not be delivered.</summary>
/// <param name="message">Why; without secrets.</param>
/// <param name="isRefusal">Whether the receiver will not take it as it is; otherwise a later attempt may succeed.</param>
/// <param name="isOfMessage">Whether the receiver answers, but fails at this message: after some attempts it counts as refused, so that it does not block the others.</param>
/// <param name="cause">The exception behind it.</param>
internal sealed class DeliveryException(string message, bool isRefusal, bool isOfMessage = false, Exception? cause = null) : Exception(message, cause)
{
    public bool IsRefusal { get; } = isRefusal;

    public bool IsOfMessage { get; } = isOfMessage;
}
