using SegmentationML.Core;

namespace SegmentationML.Storage.Ledger;

/// <summary>Looks into the ledger for the wish that a run be cancelled, which a caller of another process may have left there.</summary>
internal sealed class CancelWish : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);
    private readonly LedgerDatabase _database;
    private readonly string _run;
    private readonly CancellationTokenSource _asked = new();
    private readonly ITimer _timer;
    private bool _looks;

    /// <summary>Begins to look.</summary>
    /// <param name="database">The ledger.</param>
    /// <param name="run">The run.</param>
    /// <param name="clock">The clock.</param>
    public CancelWish(LedgerDatabase database, string run, TimeProvider clock)
    {
        (_database, _run) = (database, run);
        Token = _asked.Token;
        _timer = clock.CreateTimer(_ => Look(), null, LookEvery, LookEvery);
    }

    /// <summary>Cancelled once the wish was found.</summary>
    public CancellationToken Token { get; }

    /// <summary>Looks no more.</summary>
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (Interlocked.Exchange(ref _looks, true))
        {
            return; // The ledger is slow: the look before goes on.
        }

        try
        {
            if (_database.Read(connection => RunRows.CancelAskedBy(connection, _run)) is not null)
            {
                _timer.Dispose();
                _asked.Cancel();
            }
        }
        catch (Exception e) when (e is ProblemException or ObjectDisposedException)
        {
            // The ledger is away, or closed since the run is over: the next look, if there is one, tells.
        }
        finally
        {
            Volatile.Write(ref _looks, false);
        }
    }
}
