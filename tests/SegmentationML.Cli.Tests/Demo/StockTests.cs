using SegmentationML.Cli.Demo;

namespace SegmentationML.Cli.Tests.Demo;

public sealed class StockTests(DemoFolder demo) : IClassFixture<DemoFolder>
{
    [Fact]
    public void Receipts_AreCompleteUnlessTheHistoryEndsFirst()
    {
        var last = DemoSize.Small.LastDay;
        Assert.All(demo.Rows(DemoTable.Receipts), row =>
        {
            var (ordered, promised) = (DemoFolder.Date(row[5]), DemoFolder.Date(row[6]));
            Assert.True(ordered < promised);
            Assert.Equal(row[7].Length == 0, row[9].Length == 0);
            Assert.True(row[7].Length > 0 ? DemoFolder.Date(row[7]) > ordered && int.Parse(row[9]) <= int.Parse(row[8]) : promised.AddDays(200) > last);
        });
        Assert.Contains(demo.Rows(DemoTable.Receipts), row => row[7].Length == 0);
    }

    [Fact]
    public void PurchaseOrders_HaveOneSupplierSiteAndDay()
        => Assert.All(demo.Rows(DemoTable.Receipts).GroupBy(row => row[0]), order =>
        {
            Assert.Single(order.Select(row => (row[3], row[4], row[5])).Distinct());
            Assert.Equal(Enumerable.Range(1, order.Count()).Select(number => $"{number}"), order.Select(row => row[1]));
        });

    [Fact]
    public void Suppliers_DeliverAsTheirKindSays()
    {
        double OnTime(string kind)
        {
            var suppliers = demo.KeysOf("supplier", kind).ToHashSet();
            var received = demo.Rows(DemoTable.Receipts).Where(row => suppliers.Contains(row[3]) && row[7].Length > 0).ToArray();
            return received.Count(row => string.CompareOrdinal(row[7], row[6]) <= 0) / (double)received.Length;
        }

        Assert.InRange(OnTime("reliable"), 0.5, 0.85);
        Assert.InRange(OnTime("late"), 0.02, 0.3);
        Assert.InRange(OnTime("erratic"), 0.25, 0.65);
    }

    [Fact]
    public void Inventory_BalancesWithReceiptsAndDemandFromMonthToMonth()
    {
        var receipts = demo.Rows(DemoTable.Receipts).Where(row => row[7].Length > 0).ToLookup(row => (row[2], row[4]));
        var demand = demo.Lines.Where(line => line.Quantity > 0).ToLookup(line => (line.Product, line.Site));
        foreach (var stock in demo.Rows(DemoTable.Inventory).GroupBy(row => (row[1], row[2])))
        {
            foreach (var (before, after) in stock.Zip(stock.Skip(1)).Where(pair => DemoFolder.Date(pair.First[0]).AddDays(32) > DemoFolder.Date(pair.Second[0])))
            {
                bool Between(DateOnly date) => date > DemoFolder.Date(before[0]) && date <= DemoFolder.Date(after[0]);
                var received = receipts[stock.Key].Where(row => Between(DemoFolder.Date(row[7]))).Sum(row => int.Parse(row[9]));
                var delivered = demand[stock.Key].Where(line => Between(line.Date)).Sum(line => line.Quantity);
                Assert.Equal(Net(before) + received - delivered, Net(after));
            }
        }
    }

    private static int Net(string[] row) => int.Parse(row[3]) - int.Parse(row[5]);
}
