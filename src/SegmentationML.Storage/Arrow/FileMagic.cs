namespace SegmentationML.Storage.Arrow;

/// <summary>The letters at both ends of an Arrow file.</summary>
internal static class FileMagic
{
    /// <summary>Six letters; at the start two zero bytes follow.</summary>
    public static ReadOnlySpan<byte> Text => "ARROW1"u8;
}
