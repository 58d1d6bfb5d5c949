using SegmentationML.Core.Numerics;

namespace SegmentationML.Cli.Demo;

/// <summary>The customers who order on a day. A line finds its buyer here, weighted by order size and by interest in the category, so that lines gather into orders.</summary>
internal sealed class BuyersOfDay
{
    private readonly int[] _customers;
    private readonly double[][] _cumulative;

    public BuyersOfDay(DemoWorld world, int day)
    {
        var random = RandomStream.CustomerDay(world.Seed, day);
        var dayOfYear = world.Calendar.Dates[day].DayOfYear;
        var ordering = new List<int>();
        for (var customer = 0; customer < world.Customers.Length; customer++)
        {
            if (random.NextDouble() < world.Customers[customer].OrderChance(day, dayOfYear))
            {
                ordering.Add(customer);
            }
        }

        _customers = [.. ordering];
        _cumulative = [.. Enumerable.Range(0, Assortment.Categories.Count).Select(category => Cumulate(world, category))];
    }

    /// <summary>Draws a buyer for a line of a category.</summary>
    /// <returns>The index of the customer, or -1 when nobody orders on this day.</returns>
    public int Draw(int category, ref SplitMix64 random)
    {
        if (_customers.Length == 0)
        {
            return -1;
        }

        var cumulative = _cumulative[category];
        var at = Array.BinarySearch(cumulative, random.NextDouble() * cumulative[^1]);
        return _customers[Math.Min(at < 0 ? ~at : at + 1, _customers.Length - 1)];
    }

    private double[] Cumulate(DemoWorld world, int category)
    {
        var cumulative = new double[_customers.Length];
        var sum = 0.0;
        for (var i = 0; i < _customers.Length; i++)
        {
            var customer = world.Customers[_customers[i]];
            cumulative[i] = sum += customer.Weight * customer.Interest[category];
        }

        return cumulative;
    }
}
