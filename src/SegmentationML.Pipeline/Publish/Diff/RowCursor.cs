namespace SegmentationML.Pipeline.Publish.Diff;

/// <summary>A place in the rows of one version.</summary>
internal sealed class RowCursor(RowStream stream)
{
    /// <summary>The rows around it; null after the last.</summary>
    public RowBlock? Block { get; private set; } = stream.Next(null);

    /// <summary>The row in <see cref="Block"/>.</summary>
    public int Row { get; private set; }

    /// <summary>Goes on within the block, or from its end to the next.</summary>
    public void Advance(int rows)
    {
        Row += rows;
        if (Row == Block!.Rows)
        {
            Block = stream.Next(Block);
            Row = 0;
        }
    }
}
