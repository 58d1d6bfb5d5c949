using SegmentationML.Storage.DuckDb.Interop;

namespace SegmentationML.Storage.DuckDb;

/// <summary>Carries a cancellation to DuckDB while a query runs.</summary>
/// <remarks>
/// DuckDB forgets an interrupt that arrives before the query has started, so it is repeated until the query has ended.
/// After <see cref="Dispose"/> no interrupt is sent any more: the next query is safe.
/// </remarks>
internal sealed class QueryInterrupt : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    private readonly Lock _gate = new();
    private readonly ConnectionHandle _connection;
    private readonly CancellationTokenRegistration _registration;
    private Timer? _timer;
    private bool _ended;

    private QueryInterrupt(ConnectionHandle connection, CancellationToken cancellation)
    {
        _connection = connection;
        _registration = cancellation.UnsafeRegister(static self => ((QueryInterrupt)self!).Start(), this);
    }

    /// <summary>Starts to watch; null when the token can never be cancelled.</summary>
    public static QueryInterrupt? Watch(ConnectionHandle connection, CancellationToken cancellation) =>
        cancellation.CanBeCanceled ? new QueryInterrupt(connection, cancellation) : null;

    /// <summary>Ends the watch.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            _timer?.Dispose();
        }

        _registration.Dispose();
    }

    private void Start()
    {
        lock (_gate)
        {
            if (!_ended)
            {
                _timer = new Timer(static self => ((QueryInterrupt)self!).Interrupt(), this, TimeSpan.Zero, Interval);
            }
        }
    }

    private void Interrupt()
    {
        lock (_gate)
        {
            if (!_ended && !_connection.IsClosed)
            {
                DuckDbNative.Interrupt(_connection);
            }
        }
    }
}
