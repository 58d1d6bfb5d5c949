namespace SegmentationML.Core.Segmentation;

/// <summary>The distinct positive values of all entities, largest first, with what lies before each.</summary>
internal sealed class TieGroups
{
    private TieGroups(int[] groupOf, double[] values, double[] valueBefore, int[] itemsBefore, double negative)
    {
        GroupOf = groupOf;
        Values = values;
        ValueBefore = valueBefore;
        ItemsBefore = itemsBefore;
        Negative = negative;
    }

    /// <summary>Group per entity; -1 when its value is not positive.</summary>
    public int[] GroupOf { get; }

    /// <summary>The value of each group, strictly descending, shape (g).</summary>
    public double[] Values { get; }

    /// <summary>Sum of the values of the groups before, shape (g + 1): the last entry is the total.</summary>
    public double[] ValueBefore { get; }

    /// <summary>Number of entities in the groups before, shape (g + 1).</summary>
    public int[] ItemsBefore { get; }

    /// <summary>Sum of the negative values, in ascending order of value.</summary>
    public double Negative { get; }

    public int Count => Values.Length;

    public double Total => ValueBefore[^1];

    public int Items => ItemsBefore[^1];

    public static TieGroups Of(ReadOnlySpan<double> values, string scheme)
    {
        var (negated, entities, negative) = Positive(values, scheme);
        Array.Sort(negated, entities);
        var groupOf = new int[values.Length];
        Array.Fill(groupOf, -1);
        var distinct = Distinct(negated);
        var groupValues = new double[distinct];
        var valueBefore = new double[distinct + 1];
        var itemsBefore = new int[distinct + 1];
        var group = -1;
        double sum = 0, compensation = 0;
        for (var rank = 0; rank < negated.Length; rank++)
        {
            var value = -negated[rank];
            if (rank == 0 || negated[rank] != negated[rank - 1])
            {
                groupValues[++group] = value;
            }

            groupOf[entities[rank]] = group;
            Add(value, ref sum, ref compensation);
            valueBefore[group + 1] = sum + compensation;
            itemsBefore[group + 1] = rank + 1;
        }

        return new TieGroups(groupOf, groupValues, valueBefore, itemsBefore, negative);
    }

    private static (double[] Negated, int[] Entities, double Negative) Positive(ReadOnlySpan<double> values, string scheme)
    {
        var count = 0;
        var returns = new List<double>();
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsInfinity(values[i]))
            {
                throw new ProblemException(SegmentationProblems.NotFinite(scheme, i, values[i]));
            }

            count += values[i] > 0 ? 1 : 0;
            if (values[i] < 0)
            {
                returns.Add(values[i]);
            }
        }

        var negated = new double[count];
        var entities = new int[count];
        count = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] > 0)
            {
                negated[count] = -values[i];
                entities[count++] = i;
            }
        }

        return (negated, entities, OrderedSum(returns));
    }

    private static double OrderedSum(List<double> values)
    {
        values.Sort();
        double sum = 0, compensation = 0;
        foreach (var value in values)
        {
            Add(value, ref sum, ref compensation);
        }

        return sum + compensation;
    }

    private static int Distinct(double[] sorted)
    {
        var distinct = sorted.Length == 0 ? 0 : 1;
        for (var rank = 1; rank < sorted.Length; rank++)
        {
            distinct += sorted[rank] != sorted[rank - 1] ? 1 : 0;
        }

        return distinct;
    }

    /// <summary>One step of Neumaier's compensated sum.</summary>
    private static void Add(double value, ref double sum, ref double compensation)
    {
        var next = sum + value;
        compensation += Math.Abs(sum) >= Math.Abs(value) ? (sum - next) + value : (value - next) + sum;
        sum = next;
    }
}
