using System.Globalization;
using SegmentationML.Pipeline.Ports;

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

    /// <summary>Adds the rows of a batch.</summary>
    public void Add(IColumnBatch batch, int column)
    {
        var values = batch.Values<double>(column);
        _rows += values.Length;
        for (var i = 0; i < values.Length; i++)
        {
            if (!batch.IsNull(column, i))
            {
                var value = values[i];
                _count++;
                _sum += value;
                _least = value < _least ? value : _least;
                _greatest = value > _greatest ? value : _greatest;
            }
        }
    }
}
