using SegmentationML.Cli.Demo;

namespace SegmentationML.Cli.Tests.Demo;

public sealed class OrderLinesTests(DemoFolder demo) : IClassFixture<DemoFolder>
{
    [Fact]
    public void Lines_AreInOrderOfDateOrderAndPosition()
    {
        var keys = demo.Lines.Select(line => (line.Date, line.Order, line.Line)).ToArray();
        Assert.Equal(keys.Order(), keys);
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Fact]
    public void Orders_AreNumberedWithoutGapsAndBelongToOneDayAndCustomer()
    {
        var orders = demo.Lines.GroupBy(line => line.Order).ToArray();
        Assert.Equal(Enumerable.Range(1_000_001, orders.Length).Select(number => (long)number), orders.Select(order => order.Key));
        Assert.All(orders, order =>
        {
            Assert.Single(order.Select(line => (line.Date, line.Customer)).Distinct());
            Assert.Equal(Enumerable.Range(1, order.Count()), order.Select(line => line.Line));
            Assert.Equal(order.Count(), order.Select(line => (line.Product, line.Site)).Distinct().Count());
        });
    }

    [Fact]
    public void Lines_NameKnownProductsAndCustomersAndCarryPositivePrices()
    {
        Assert.All(demo.Lines, line =>
        {
            Assert.True(demo.Truth.ContainsKey(("product", line.Product)), line.Product);
            Assert.True(line.Customer.Length == 0 || demo.Truth.ContainsKey(("customer", line.Customer)), line.Customer);
            Assert.True(line.Price > 0 && line.Cost > 0 && line.Quantity != 0);
        });
    }

    [Fact]
    public void Lines_AboutThreePercentAreSoldOverTheCounter()
        => Assert.InRange(demo.Lines.Count(line => line.Customer.Length == 0) / (double)demo.Lines.Count, 0.02, 0.04);

    [Fact]
    public void Lines_FallOnWorkingDaysOnly()
    {
        var open = demo.Rows(DemoTable.Calendar).ToDictionary(row => DemoFolder.Date(row[0]), row => row[10] == "true");
        Assert.All(demo.Lines, line => Assert.True(open[line.Date]));
        Assert.False(open[new DateOnly(2024, 12, 25)]);
        Assert.False(open[new DateOnly(2024, 4, 1)]); // Easter Monday 2024
    }

    [Fact]
    public void Returns_AreOneToThreePercentAndReferToAnEarlierOrderOfTheSameProductAndCustomer()
    {
        var returns = demo.Lines.Where(line => line.Quantity < 0).ToArray();
        Assert.InRange(returns.Length / (double)demo.Lines.Count, 0.01, 0.03);

        var sold = demo.Lines.Where(line => line.Quantity > 0).ToDictionary(line => (line.Order, line.Product, line.Site));
        var unlinked = demo.KeysOf("product", "returns-only").ToHashSet();
        Assert.All(returns.Where(line => !unlinked.Contains(line.Product)), line =>
        {
            var original = sold[(line.ReturnOf!.Value, line.Product, line.Site)];
            Assert.True(original.Date < line.Date && original.Customer == line.Customer && original.Price == line.Price);
            Assert.InRange(-line.Quantity, 1, original.Quantity);
        });
    }

    [Fact]
    public void Value_FollowsParetoSoThatAbcHasAMeaning()
    {
        var values = demo.Lines.GroupBy(line => line.Product).Select(product => product.Sum(line => line.Quantity * line.Price)).OrderDescending().ToArray();
        Assert.InRange((double)(values.Take(values.Length / 5).Sum() / values.Sum()), 0.6, 0.85);
    }

    [Fact]
    public void KeyAccounts_AreFewAndBuyALot()
    {
        var keyAccounts = demo.KeysOf("customer", "key-account").ToHashSet();
        var value = demo.Lines.Sum(line => line.Quantity * line.Price);
        Assert.Equal(8, keyAccounts.Count);
        Assert.InRange((double)(demo.Lines.Where(line => keyAccounts.Contains(line.Customer)).Sum(line => line.Quantity * line.Price) / value), 0.25, 0.6);
    }
}
