namespace SegmentationML.Cli.Demo;

/// <summary>What a range of products drew in a block of days, product by product and by day within a product.</summary>
internal sealed class DrawnBlock
{
    public List<OrderLine> Lines { get; } = [];

    public List<Receipt> Receipts { get; } = [];

    public List<StockRow> Stock { get; } = [];

    public void Clear()
    {
        Lines.Clear();
        Receipts.Clear();
        Stock.Clear();
    }
}
