using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using SegmentationML.Core;

namespace SegmentationML.Storage.Ledger.Postgres;

/// <summary>Where a ledger on a PostgreSQL server lies: <c>postgres://user:password@host:port/database?schema=segml&amp;sslmode=require</c>.</summary>
/// <remarks>The password is in no text that this type gives out but <see cref="Connection"/>. Without one, Npgsql looks in <c>PGPASSWORD</c> and in the password file.</remarks>
internal sealed partial class PostgresAddress
{
    private const string DefaultSchema = "segml";
    private const int DefaultPort = 5432;
    private const int SecondsToConnect = 10;
    private const int DefaultLeaseSeconds = 30;
    private readonly string? _password;
    private readonly string? _rootCertificate;

    private PostgresAddress(Uri uri, string user, string? password, string schema, SslMode? tls, string? rootCertificate, int leaseSeconds)
    {
        Host = uri.DnsSafeHost;
        Port = uri.Port > 0 ? uri.Port : DefaultPort;
        Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]);
        User = user;
        Schema = schema;
        Tls = tls;
        LeaseSeconds = leaseSeconds;
        _password = password;
        _rootCertificate = rootCertificate;
    }

    /// <summary>The server.</summary>
    public string Host { get; }

    /// <summary>Its port.</summary>
    public int Port { get; }

    /// <summary>The database.</summary>
    public string Database { get; }

    /// <summary>The role.</summary>
    public string User { get; }

    /// <summary>The schema that holds the ledger's tables and nothing else.</summary>
    public string Schema { get; }

    /// <summary>How the connection is encrypted; null for Npgsql's default.</summary>
    public SslMode? Tls { get; }

    /// <summary>Seconds without a sign of life after which a run no longer holds its pipeline, 5 to 600.</summary>
    public int LeaseSeconds { get; }

    /// <summary>Reads an address.</summary>
    /// <param name="text">The address.</param>
    /// <param name="place">Where it was given, for messages; the text itself may hold a password and is never shown.</param>
    public static PostgresAddress Parse(string text, string place)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("postgres" or "postgresql"))
        {
            throw Refused(place, "it does not begin with postgres://");
        }

        var login = uri.UserInfo.Split(':', 2);
        var user = Uri.UnescapeDataString(login[0]);
        if (uri.Host.Length == 0 || uri.AbsolutePath.Length < 2 || uri.AbsolutePath.IndexOf('/', 1) >= 0 || user.Length == 0 || uri.Fragment.Length > 0)
        {
            throw Refused(place, "user, host or database are missing");
        }

        var (schema, tls, certificate, lease) = (DefaultSchema, (SslMode?)null, (string?)null, DefaultLeaseSeconds);
        foreach (var setting in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = setting.Split('=', 2);
            var value = pair.Length == 2 ? Uri.UnescapeDataString(pair[1]) : "";
            switch (pair[0])
            {
                case "schema" when SchemaName().IsMatch(value):
                    schema = value;
                    break;
                case "sslmode" when Enum.TryParse<SslMode>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var mode) && Enum.IsDefined(mode):
                    tls = mode;
                    break;
                case "sslrootcert" when value.Length > 0:
                    certificate = value;
                    break;
                case "lease_seconds" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 5 and <= 600:
                    lease = seconds;
                    break;
                default:
                    throw Refused(place, $"'{(SettingName().IsMatch(pair[0]) ? pair[0] : "a setting")}' is no setting of it, or has no such value");
            }
        }

        return new PostgresAddress(uri, user, login.Length == 2 ? Uri.UnescapeDataString(login[1]) : null, schema, tls, certificate, lease);
    }

    /// <summary>Whether two addresses name the same ledger, whoever opens it.</summary>
    public bool IsSamePlace(PostgresAddress other)
        => string.Equals(Host, other.Host, StringComparison.OrdinalIgnoreCase) && Port == other.Port && Database == other.Database && Schema == other.Schema;

    /// <summary>The string to connect with; it holds the password.</summary>
    public string Connection() => new NpgsqlConnectionStringBuilder
    {
        Host = Host,
        Port = Port,
        Database = Database,
        Username = User,
        Password = _password,
        SslMode = Tls ?? SslMode.Prefer,
        RootCertificate = _rootCertificate,
        SearchPath = Schema,
        ApplicationName = $"segml {Schema}",
        ClientEncoding = "UTF8",
        Pooling = false,
        Timeout = SecondsToConnect,
        CommandTimeout = LedgerDatabase.SecondsToWaitForOthers + 10,
        TcpKeepAlive = true,
        TcpKeepAliveTime = 30,
        TcpKeepAliveInterval = 10,
        IncludeErrorDetail = false,
        PersistSecurityInfo = false,
    }.ConnectionString;

    /// <summary>Connections to the same schema, pooled, for a component that keeps tables of its own there.</summary>
    /// <param name="application">What the server shows as the sessions' program.</param>
    public NpgsqlDataSource Pool(string application)
        => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Connection()) { Pooling = true, MaxPoolSize = 8, ApplicationName = application });

    /// <summary>The address without its password, as the workspace's stamp keeps it and as messages show it.</summary>
    public override string ToString()
    {
        string?[] settings =
        [
            Schema == DefaultSchema ? null : $"schema={Schema}",
            Tls is { } mode ? $"sslmode={Word(mode)}" : null,
            LeaseSeconds == DefaultLeaseSeconds ? null : $"lease_seconds={LeaseSeconds}",
            _rootCertificate is { } file ? $"sslrootcert={Uri.EscapeDataString(file)}" : null,
        ];
        var host = Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;
        var query = string.Join('&', settings.Where(s => s is not null));
        return $"postgres://{Uri.EscapeDataString(User)}@{host}:{Port}/{Uri.EscapeDataString(Database)}{(query.Length > 0 ? "?" : "")}{query}";
    }

    private static string Word(SslMode mode) => mode switch
    {
        SslMode.VerifyCA => "verify-ca",
        SslMode.VerifyFull => "verify-full",
        _ => mode.ToString().ToLowerInvariant(),
    };

    private static ProblemException Refused(string place, string why) => new(new Problem(
        "SEG-LEDG-017", $"The address of the ledger in {place} cannot be used: {why}.", "Write postgres://USER@HOST:PORT/DATABASE?schema=segml&sslmode=verify-full; special characters in %XX; the password best in PGPASSWORD."));

    [GeneratedRegex(@"^[a-z_][a-z0-9_]{0,62}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SchemaName();

    [GeneratedRegex(@"^[a-z_]{1,20}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SettingName();
}
