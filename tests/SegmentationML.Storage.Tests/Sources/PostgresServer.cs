using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace SegmentationML.Storage.Tests.Sources;

/// <summary>A PostgreSQL server of the machine's own packages, on a free loopback port, in a folder that goes with it; tests skip visibly where there is none.</summary>
public sealed class PostgresServer : IDisposable
{
    private readonly string _binaries = Binaries();
    private readonly string _folder;
    private readonly string? _user;
    private readonly Process? _server;

    public PostgresServer()
    {
        _folder = Directory.CreateTempSubdirectory("segml-postgres-").FullName;
        _user = Environment.UserName == "root" ? "postgres" : null;
        if (_binaries.Length == 0 || (_user is not null && !File.Exists("/usr/sbin/runuser")))
        {
            return;
        }

        if (_user is not null)
        {
            Require(Process.Start("chown", [_user, _folder]));
        }

        var password = Path.Combine(_folder, "password");
        File.WriteAllText(password, Password);
        Require(Start("initdb", "-D", Path.Combine(_folder, "data"), "-U", "segml", "-A", "scram-sha-256", $"--pwfile={password}", "-E", "UTF8", "--no-sync", "--locale=C"));
        var port = FreePort();
        _server = Start("postgres", "-D", Path.Combine(_folder, "data"), "-p", $"{port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "logging_collector=off");
        ConnectionString = $"Host=127.0.0.1;Port={port};Database=postgres;Username=segml;Password={Password}";
        WaitUntilItAnswers();
    }

    public static string Password => "correct horse";

    public string ConnectionString { get; } = "";

    /// <summary>Skips the test where there is no server.</summary>
    public void SkipIfMissing() => Assert.SkipWhen(_server is null, "No PostgreSQL server binaries below /usr/lib/postgresql (Debian: apt install postgresql).");

    public void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        if (_server is not null)
        {
            using var stop = Start("pg_ctl", "stop", "-D", Path.Combine(_folder, "data"), "-m", "immediate", "-w");
            stop.WaitForExit();
            _server.WaitForExit(10_000);
            _server.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
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
        start.WorkingDirectory = _folder;
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
                Execute("SELECT 1");
                return;
            }
            catch (NpgsqlException) when (tries < 200 && !_server!.HasExited)
            {
                Thread.Sleep(100);
            }
        }
    }
}
