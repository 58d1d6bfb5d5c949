namespace SegmentationML.Pipeline.Tests.Ingest;

/// <summary>Car parts: a ready-made demand panel. Expected numbers: the data set's own description (2,674 series x 51 months, 6,122 of them missing, none negative, 74.8 % zeros).</summary>
public sealed class CarPartsTests : IDisposable
{
    private readonly IngestWorkspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void Run_EmptyValueIsMissing_NotZero()
    {
        var result = _work.Run(RealSources.Options("car-parts", "car-parts"));

        Assert.Equal(
            ["136374|2674|51|6122|0|74.8"],
            _work.Rows(result, "SELECT count(*), count(DISTINCT product_id), count(DISTINCT period), count(*) FILTER (quantity IS NULL), count(*) FILTER (quantity < 0), round(100.0 * count(*) FILTER (quantity = 0) / count(quantity), 1) FROM demand"));
        Assert.Equal((new DateTime(1998, 1, 1), new DateTime(2002, 3, 1)), (result.FirstOrder, result.LastOrder));
        Assert.Null(result.Find("order_lines"));
    }
}
