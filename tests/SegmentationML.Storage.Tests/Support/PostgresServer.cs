using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

[assembly: Xunit.AssemblyFixture(typeof(SegmentationML.Storage.Tests.Support.PostgresServer))]

namespace SegmentationML.Storage.Tests.Support;

/// <summary>A PostgreSQL server of the machine's own packages, on a free loopback port, in a folder that goes with it; started when a test first asks, and skipped visibly where there is none.</summary>
public sealed class PostgresServer : IDisposable
{
    private readonly Lock _gate = new();
    private readonly string _binaries = Binaries();
    private readonly string? _user = Environment.UserName == "root" ? "postgres" : null;
    private string? _folder;
    private Process? _server;
    private int _port;
    private int _ledgers;

    public static string Password => "correct horse";

    /// <summary>The string to connect with; starts the server.</summary>
    public string ConnectionString
    {
        get
        {
            SkipIfMissing();
            lock (_gate)
            {
                if (_folder is null)
                {
                    Create();
                }
            }

            return $"Host=127.0.0.1;Port={_port};Database=postgres;Username=segml;Password={Password}";
        }
    }

    /// <summary>Skips the test where there is no server.</summary>
    public void SkipIfMissing()
        => Assert.SkipWhen(_binaries.Length == 0 || (_user is not null && !File.Exists("/usr/sbin/runuser")), "No PostgreSQL server binaries below /usr/lib/postgresql (Debian: apt install postgresql).");

    /// <summary>The address of a ledger that nobody has yet: a schema of its own.</summary>
    public string NewLedger()
    {
        _ = ConnectionString;
        return $"postgres://segml:{Uri.EscapeDataString(Password)}@127.0.0.1:{_port}/postgres?schema=t{Interlocked.Increment(ref _ledgers)}";
    }

    public void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>Kills the server as a loss of power would, connections and all, and starts it again.</summary>
    /// <param name="between">Runs while it is down.</param>
    public void Restart(Action? between = null)
    {
        Stop();
        between?.Invoke();
        StartServer();
    }

    public void Dispose()
    {
        if (_folder is null)
        {
            return;
        }

        Stop();
        Directory.Delete(_folder, recursive: true);
    }

    private void Create()
    {
        _folder = Directory.CreateTempSubdirectory("segml-postgres-").FullName;
        if (_user is not null)
        {
            Require(Process.Start("chown", [_user, _folder]));
        }

        var password = Path.Combine(_folder, "password");
        File.WriteAllText(password, Password);
        Require(Start("initdb", "-D", Path.Combine(_folder, "data"), "-U", "segml", "-A", "scram-sha-256", $"--pwfile={password}", "-E", "UTF8", "--no-sync", "--locale=C"));
        _port = FreePort();
        StartServer();
    }

    private void StartServer()
    {
        _server = Start("postgres", "-D", Path.Combine(_folder!, "data"), "-p", $"{_port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "logging_collector=off");
        WaitUntilItAnswers();
    }

    private void Stop()
    {
        using var stop = Start("pg_ctl", "stop", "-D", Path.Combine(_folder!, "data"), "-m", "immediate", "-w");
        stop.WaitForExit();
        _server!.WaitForExit(10_000);
        _server.Dispose();
    }

    private static string Binaries()
        => Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin")).LastOrDefault(d => File.Exists(Path.Combine(d, "initdb"))) ?? ""
            : "";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Require(Process process)
    {
        using (process)
        {
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
        }
    }

    // The server refuses to run as root.
    private Process Start(string program, params string[] arguments)
    {
        var path = Path.Combine(_binaries, program);
        var start = _user is null ? new ProcessStartInfo(path, arguments) : new ProcessStartInfo("/usr/sbin/runuser", ["-u", _user, "--", path, .. arguments]);
        start.WorkingDirectory = _folder!;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment["LC_ALL"] = "C";
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void WaitUntilItAnswers()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={_port};Database=postgres;Username=segml;Password={Password};Pooling=false");
                connection.Open();
                return;
            }
            catch (NpgsqlException) when (tries < 200 && !_server!.HasExited)
            {
                Thread.Sleep(100);
            }
        }
    }
}
