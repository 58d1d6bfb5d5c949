namespace SegmentationML.Pipeline.Tests.Ingest;

/// <summary>Currencies need rates, units need factors. Expected numbers are computed by hand.</summary>
public sealed class ConversionTests : IDisposable
{
    private const string Lines = "sources: {order_lines: {path: lines.csv, mapping: {order_id: o, line: l, order_date: d, product_id: i, quantity: q, unit: u, unit_price: p, cost: c, currency: k}}";
    private readonly IngestWorkspace _work = new();

    public ConversionTests()
        => _work.Write("lines.csv", "o,l,d,i,q,u,p,c,k\nA,1,2026-01-05 18:00:00,X,2,each,10,5,EUR\nA,2,2026-01-05 18:00:00,X,3,each,10,5,USD\nB,1,2026-02-10,Y,1,each,100,50,USD\nB,2,2026-02-10,Y,1,each,7,3,\n");

    public void Dispose() => _work.Dispose();

    [Fact]
    public void Amounts_AreConvertedAtTheLatestRateAtOrBeforeTheDay()
    {
        _work.Write("rates.csv", "k,d,r\nUSD,2026-02-11,9\nUSD,2026-01-05,0.9\nUSD,2026-02-01,0.8\nUSD,2025-01-01,5\n");
        var result = _work.Run($"{{currency: EUR, {Lines}, fx_rates: {{path: rates.csv, mapping: {{currency: k, date: d, rate: r}}}}}}}}");
        Assert.Empty(result.Blocking);
        Assert.Equal("EUR", result.Currency);
        Assert.Equal(["order_lines: amounts were converted to EUR."], result.Notes);
        Assert.Equal(
            [
                "A|1|10.000000|20.0000|5.0000|EUR|∅|∅",
                "A|2|9.000000|27.0000|4.5000|EUR|USD|0.90000000",
                "B|1|80.000000|80.0000|40.0000|EUR|USD|0.80000000",
                "B|2|7.000000|7.0000|3.0000|EUR|∅|∅",
            ],
            _work.Rows(result, "SELECT order_id, line, unit_price, amount, cost, currency, booked_currency, fx_rate FROM order_lines"));
        Assert.Contains("fx_rate", result.Find("order_lines")!.Given);
    }

    [Fact]
    public void SeveralCurrencies_WithoutAPipelineCurrency_Block()
    {
        var problem = Assert.Single(_work.Run($"{{{Lines}}}}}").Blocking);
        Assert.Equal("SEG-ING-040", problem.Code);
        Assert.Equal("The sources hold several currencies: EUR (1 rows), USD (2 rows).", problem.What);
    }

    [Fact]
    public void ForeignCurrency_WithoutRates_Blocks()
    {
        var result = _work.Run($"{{currency: EUR, {Lines}}}}}");
        var problem = Assert.Single(result.Blocking);
        Assert.Equal("SEG-ING-040", problem.Code);
        Assert.Contains("Add a source for fx_rates", problem.Fix);
        Assert.Equal(["30.0000"], _work.Rows(result, "SELECT amount FROM order_lines WHERE line = 2 AND order_id = 'A'"));
    }

    [Fact]
    public void RateThatBeginsTooLate_Blocks()
    {
        _work.Write("rates.csv", "k,d,r\nUSD,2026-02-01,0.8\n");
        var problem = Assert.Single(_work.Run($"{{currency: EUR, {Lines}, fx_rates: {{path: rates.csv, mapping: {{currency: k, date: d, rate: r}}}}}}}}").Blocking);
        Assert.Equal("SEG-ING-041", problem.Code);
        Assert.Equal("1 rows of order_lines are in USD, and no rate holds on their day (the first is 2026-01-05).", problem.What);
    }

    [Fact]
    public void OneCurrency_NeedsNoRates()
    {
        _work.Write("lines.csv", "o,l,d,i,q,u,p,c,k\nA,1,2026-01-05,X,2,each,10,5,USD\n");
        var result = _work.Run($"{{{Lines}}}}}");
        Assert.Empty(result.Blocking);
        Assert.Equal("USD", result.Currency);
    }

    [Fact]
    public void Quantities_AreConvertedToBaseUnits_AndPricesWithThem()
    {
        _work.Write("lines.csv", "o,l,d,i,q,u,p,c,k\nA,1,2026-01-05,X,2,dozen,12,5,EUR\nA,2,2026-01-05,X,3,each,1.5,5,EUR\nA,3,2026-01-05,Y,1,kg,4,5,EUR\n");
        _work.Write("factors.csv", "i,u,b,f\nX,dozen,each,12\nX,each,each,1\n");
        var result = _work.Run($"{{{Lines}, unit_factors: {{path: factors.csv, mapping: {{product_id: i, unit: u, base_unit: b, factor: f}}}}}}}}");
        Assert.Empty(result.Blocking);
        Assert.Equal(
            ["24.0000|each|1.000000|24.0000|dozen|12.00000000", "3.0000|each|1.500000|4.5000|each|1.00000000", "1.0000|kg|4.000000|4.0000|∅|∅"],
            _work.Rows(result, "SELECT quantity, unit, unit_price, amount, booked_unit, unit_factor FROM order_lines"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("X,dozen,piece,12\n")]
    public void SeveralUnitsOfAProduct_WithoutFactorsToOneBaseUnit_Block(string factors)
    {
        _work.Write("lines.csv", "o,l,d,i,q,u,p,c,k\nA,1,2026-01-05,X,2,dozen,12,5,EUR\nA,2,2026-01-05,X,3,each,1.5,5,EUR\nA,3,2026-01-05,Y,1,kg,4,5,EUR\n");
        _work.Write("factors.csv", "i,u,b,f\n" + (factors.Length > 0 ? factors : "Z,a,b,2\n"));
        var problem = Assert.Single(_work.Run($"{{{Lines}, unit_factors: {{path: factors.csv, mapping: {{product_id: i, unit: u, base_unit: b, factor: f}}}}}}}}").Blocking);
        Assert.Equal("SEG-ING-042", problem.Code);
        Assert.Equal("1 products of order_lines have quantities in several units of measure without a factor: X in dozen, each.", problem.What);
    }

    [Fact]
    public void SeveralUnitsOfAProduct_WithoutFactors_Block()
    {
        _work.Write("lines.csv", "o,l,d,i,q,u,p,c,k\nA,1,2026-01-05,X,2,dozen,12,5,EUR\nA,2,2026-01-05,X,3,each,1.5,5,EUR\n");
        Assert.Equal("SEG-ING-042", Assert.Single(_work.Run($"{{{Lines}}}}}").Blocking).Code);
    }

    [Fact]
    public void Converted_FilesAreCached_AndFollowTheRates()
    {
        _work.Write("rates.csv", "k,d,r\nUSD,2026-01-01,0.5\n");
        var yaml = $"{{currency: EUR, {Lines}, fx_rates: {{path: rates.csv, mapping: {{currency: k, date: d, rate: r}}}}}}}}";
        var first = _work.Run(yaml).Find("order_lines")!.Handle;
        Assert.Equal(first.Files, _work.Run(yaml).Find("order_lines")!.Handle.Files);
        _work.Write("rates.csv", "k,d,r\nUSD,2026-01-01,0.25\n");
        var result = _work.Run(yaml);
        Assert.NotEqual(first.Digest, result.Find("order_lines")!.Handle.Digest);
        Assert.Equal(["7.5000"], _work.Rows(result, "SELECT amount FROM order_lines WHERE order_id = 'A' AND line = 2"));
    }

    [Fact]
    public void ConvertedValueThatDoesNotFit_IsAProblem()
    {
        _work.Write("rates.csv", "k,d,r\nUSD,2026-01-01,999999999\n");
        _work.Write("lines.csv", "o,l,d,i,q,u,p,c,k\nA,1,2026-01-05,X,99999,each,9999,5,USD\n");
        var problem = Assert.Single(Assert.Throws<Core.ProblemException>(() => _work.Run($"{{currency: EUR, {Lines}, fx_rates: {{path: rates.csv, mapping: {{currency: k, date: d, rate: r}}}}}}}}")).Problems);
        Assert.Equal("SEG-ING-043", problem.Code);
    }
}
