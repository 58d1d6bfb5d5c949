namespace SegmentationML.Pipeline.Ports;

/// <summary>What an expiry does with one version.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Action">What is done.</param>
/// <param name="Why">The rule that keeps it, or what stands against it.</param>
/// <param name="Bytes">Length of its files together.</param>
public sealed record ExpiryLine(long Version, ExpiryAction Action, string Why, long Bytes);
