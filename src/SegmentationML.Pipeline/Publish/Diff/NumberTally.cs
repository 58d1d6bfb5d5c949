using System.Globalization;

namespace SegmentationML.Pipeline.Publish.Diff;

/// <summary>Sums up a column of numbers in row order, so that the mean does not depend on the number of threads.</summary>
internal sealed class NumberTally
{
    private long _rows;
    private long _count;
    private double _sum;
    private double _least = double.PositiveInfinity;
    private double _greatest = double.NegativeInfinity;

    /// <summary>What was added up.</summary>
    public ColumnSummary Summary => _count == 0
        ? new ColumnSummary(_rows, null, null, null)
        : new ColumnSummary(_rows - _count, _least.ToString("R", CultureInfo.InvariantCulture), _greatest.ToString("R", CultureInfo.InvariantCulture), _sum / _count);

    /// <summary>Adds rows.</summary>
    public void Add(NumberBlock block)
    {
        var values = block.Values;
        _rows += values.Length;
        var (count, sum, least, greatest) = (_count, _sum, _least, _greatest);
        for (var i = 0; i < values.Length; i++)
        {
            if (!block.IsNull(i))
            {
                var value = values[i];
                count++;
                sum += value;
                least = value < least ? value : least;
                greatest = value > greatest ? value : greatest;
            }
        }

        (_count, _sum, _least, _greatest) = (count, sum, least, greatest);
    }
}
