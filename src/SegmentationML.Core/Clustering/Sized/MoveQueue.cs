namespace SegmentationML.Core.Clustering.Sized;

/// <summary>Rows of one cluster by what their move to another would cost; rows that have left are passed over when they come up.</summary>
internal sealed class MoveQueue
{
    private readonly PriorityQueue<int, (double Cost, int Row)> _queue = new();

    /// <summary>Takes over the first rows at once.</summary>
    public void Load(List<(int, (double, int))> moves) => _queue.EnqueueRange(moves);

    public void Add(double cost, int row) => _queue.Enqueue(row, (cost, row));

    /// <summary>Cost of the cheapest move of a row that is still there; infinite when there is none.</summary>
    public double Cheapest(int[] labels, int cluster)
    {
        while (_queue.TryPeek(out var row, out var priority))
        {
            if (labels[row] == cluster)
            {
                return priority.Cost;
            }

            _queue.Dequeue();
        }

        return double.PositiveInfinity;
    }

    /// <summary>Takes the row that <see cref="Cheapest"/> found.</summary>
    public int Take() => _queue.Dequeue();
}
