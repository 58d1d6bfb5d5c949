namespace SegmentationML.Storage.Arrow.Reading;

/// <summary>The checked buffers of a column; which of them are set depends on its type.</summary>
internal sealed record ColumnBuffers
{
    /// <summary>Bytes of one view.</summary>
    public const int ViewBytes = 16;

    /// <summary>Text or bytes of at most this length stand in the view itself.</summary>
    public const int InlineBytes = 12;

    /// <summary>One bit a row; set when at least one row is null.</summary>
    public ReadOnlyMemory<byte> Validity { get; init; }

    /// <summary>32-bit offsets, one more than rows.</summary>
    public ReadOnlyMemory<byte> Offsets { get; init; }

    /// <summary>Values, bits, views, text or bytes.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>The buffers that views point into.</summary>
    public ReadOnlyMemory<byte>[] ViewData { get; init; } = [];

    /// <summary>32-bit dictionary indices.</summary>
    public ReadOnlyMemory<byte> Indices { get; init; }

    /// <summary>A list's entries.</summary>
    public ArrowColumn? Items { get; init; }

    /// <summary>The dictionary's text.</summary>
    public ArrowColumn? Dictionary { get; init; }
}
