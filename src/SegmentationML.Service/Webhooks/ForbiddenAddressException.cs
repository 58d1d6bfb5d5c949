namespace SegmentationML.Service.Webhooks;

/// <summary>A name led to an address that may not be called.</summary>
internal sealed class ForbiddenAddressException() : Exception("Its name leads to an address that webhooks may not call.");
