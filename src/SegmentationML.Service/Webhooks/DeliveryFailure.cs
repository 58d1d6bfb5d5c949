namespace SegmentationML.Service.Webhooks;

/// <summary>Why a message did not arrive.</summary>
/// <param name="Problem">One sentence, without secrets and without what the receiver answered.</param>
/// <param name="IsFinal">Whether no later attempt can succeed.</param>
/// <param name="IsOfTarget">Whether the receiver as a whole does not answer, so that what else waits for it waits, too.</param>
/// <param name="Asked">The time that the receiver asks to be left alone.</param>
internal sealed record DeliveryFailure(string Problem, bool IsFinal = false, bool IsOfTarget = false, TimeSpan? Asked = null);
