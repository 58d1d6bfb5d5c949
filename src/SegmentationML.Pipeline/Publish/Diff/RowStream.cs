using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Publish.Diff;

/// <summary>The rows of a table of a version, block by block, read and summed up on a thread and an engine of their own.</summary>
internal sealed class RowStream : IDisposable
{
    private const int Ahead = 8;
    private readonly BlockingCollection<RowBlock> _full = new(Ahead);
    private readonly ConcurrentBag<RowBlock> _free = [];
    private readonly CancellationTokenSource _stop;
    private readonly Thread _reader;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Begins to read.</summary>
    /// <param name="engine">The engine beside which is read.</param>
    /// <param name="sql">The query: columns as <see cref="ColumnBlock.Expression"/> gives them, those of the key first.</param>
    /// <param name="types">Type of each column.</param>
    /// <param name="keys">How many of them are the key.</param>
    /// <param name="cancellation">Ends it.</param>
    public RowStream(IQueryEngine engine, string sql, IReadOnlyList<string> types, int keys, CancellationToken cancellation)
    {
        Tallies = [.. types.Select(type => type == "DOUBLE" ? new NumberTally() : null)];
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _reader = new Thread(() => Read(engine, sql, types, keys)) { IsBackground = true };
        _reader.Start();
    }

    /// <summary>What the columns of numbers hold, null for others; whole once the last block was taken.</summary>
    public IReadOnlyList<NumberTally?> Tallies { get; }

    /// <summary>True when the rows turned out not to be in order of their key: what was read is of no use.</summary>
    public bool IsOutOfOrder { get; private set; }

    /// <summary>The next rows; null after the last.</summary>
    /// <param name="used">The block that is no longer needed.</param>
    public RowBlock? Next(RowBlock? used)
    {
        if (!_full.TryTake(out var block, Timeout.Infinite))
        {
            _failure?.Throw();
            return null;
        }

        if (used is not null)
        {
            IsOutOfOrder |= used.Order(used.Rows - 1, block, 0) > 0;
            _free.Add(used);
        }

        IsOutOfOrder |= !block.IsInOrder;
        return block;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _reader.Join();
        _full.Dispose();
        _stop.Dispose();
    }

    private void Read(IQueryEngine engine, string sql, IReadOnlyList<string> types, int keys)
    {
        try
        {
            using var reader = engine.Reader();
            reader.Read(
                sql,
                batch =>
                {
                    var block = _free.TryTake(out var free) ? free : new RowBlock(types, keys);
                    block.Fill(batch);
                    Tally(block);
                    _full.Add(block, _stop.Token);
                },
                null, _stop.Token);
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
        }
        finally
        {
            _full.CompleteAdding();
        }
    }

    private void Tally(RowBlock block)
    {
        for (var column = 0; column < Tallies.Count; column++)
        {
            Tallies[column]?.Add((NumberBlock)block[column]);
        }
    }
}
