using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using SegmentationML.Core.Governance.Alerts;
using SegmentationML.Service.Alerts;
using SegmentationML.Service.Webhooks;
using SegmentationML.Storage;

namespace SegmentationML.Service.Tests.Alerts;

/// <summary>Notices by e-mail to a server on loopback, and into a file.</summary>
public sealed class ReceiverTests : IDisposable
{
    private static readonly Alert Failed = new()
    {
        Fingerprint = "0123456789abcdef", Labels = new Dictionary<string, string> { ["kind"] = "run-failed", ["pipeline"] = "shop", ["severity"] = "critical" }, What = "Größe: the last run failed.", Size = "SEG-ING-001: no file.",
        Since = new DateTimeOffset(2026, 3, 2, 7, 0, 0, TimeSpan.Zero), Found = new DateTimeOffset(2026, 3, 2, 7, 0, 0, TimeSpan.Zero), Version = 3, Todo = "Mend it.", Link = "/api/v1/runs/r",
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segml-receiver-tests-");
    private readonly SteppedClock _clock = new();
    private readonly Workspace _workspace;
    private readonly AlertPolicies _policies;

    public ReceiverTests()
    {
        _workspace = Workspace.Open(Path.Combine(_folder.FullName, "workspace"), _clock);
        _policies = new AlertPolicies([_folder.FullName], _clock, NullLogger.Instance);
    }

    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Notice_ArrivesAsAMail_SayingWhatHowBigSinceWhenWhatToDoAndWhere()
    {
        await using var server = new FakeSmtp();
        Write($$"""
            smtp: {host: 127.0.0.1, port: {{server.Port}}, from: segml@example.com, tls: false}
            address: https://segments.example.com
            receivers: [{name: planning, emails: [anna@example.com, jonas@example.com]}]
            route: {receiver: planning}
            """);
        Send(new AlertNotice("planning", Failed.Labels, _clock.GetUtcNow(), AlertNoticeCause.New, [Failed], []));
        Assert.Equal((1, 0), await RoundAsync());

        Assert.Equal(["<anna@example.com>", "<jonas@example.com>"], server.Recipients);
        var (head, body) = server.Mail.Split("\r\n\r\n", 2) is [var h, var b] ? (h, b) : default;
        Assert.Contains("Message-ID: <", head, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Auto-Submitted: auto-generated", head, StringComparison.OrdinalIgnoreCase);
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(body.Replace("\r\n", "", StringComparison.Ordinal).TrimEnd('.')));
        Assert.All(
            ["Firing: Größe: the last run failed.", "shop, version 3", "SEG-ING-001: no file.", "2026-03-02T07:00:00.000Z", "Mend it.", "https://segments.example.com/#alert=0123456789abcdef"],
            words => Assert.Contains(words, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Server_ThatIsDownOrRefuses_GetsTheNoticeLater()
    {
        await using var server = new FakeSmtp { Refuses = true };
        Write($$"""
            smtp: {host: 127.0.0.1, port: {{server.Port}}, from: segml@example.com, tls: false}
            receivers: [{name: planning, emails: [anna@example.com]}]
            route: {receiver: planning}
            """);
        Send(new AlertNotice("planning", Failed.Labels, _clock.GetUtcNow(), AlertNoticeCause.New, [Failed], []));
        Assert.Equal((0, 1), await RoundAsync());
        server.Refuses = false;
        _clock.Step(TimeSpan.FromMinutes(1));
        Assert.Equal((1, 0), await RoundAsync());
    }

    [Fact]
    public async Task Notice_IsALineOfAFile()
    {
        Write("receivers: [{name: planning, file: alerts.jsonl}]\nroute: {receiver: planning}\n");
        Send(new AlertNotice("planning", Failed.Labels, _clock.GetUtcNow(), AlertNoticeCause.New, [Failed], []));
        Send(new AlertNotice("planning", Failed.Labels, _clock.GetUtcNow(), AlertNoticeCause.Resolved, [], [Failed with { Resolved = _clock.GetUtcNow() }]));
        Assert.Equal((2, 0), await RoundAsync());
        var lines = File.ReadAllLines(Path.Combine(_workspace.AlertsFolder, "alerts.jsonl")).Select(l => JsonDocument.Parse(l).RootElement).ToArray();
        Assert.Equal(["new", "resolved"], lines.Select(l => l.GetProperty("data").GetProperty("cause").GetString()));
        Assert.NotEqual(lines[0].GetProperty("id").GetString(), lines[1].GetProperty("id").GetString());
    }

    [Fact]
    public void File_ThatIsBroken_KeepsThePolicyThatWas_AndIsTold()
    {
        Write("resolve_after_minutes: 3\n");
        Assert.Equal(3, _policies.Current().ResolveAfterMinutes);
        Write("resolve_after_minutes: soon\n");
        _clock.Step(TimeSpan.FromSeconds(3));
        Assert.Equal(3, _policies.Current().ResolveAfterMinutes);
        Assert.Equal("SEG-CFG-004", _policies.Problems[0].Code);
        Write("resolve_after_minutes: 4\n");
        _clock.Step(TimeSpan.FromSeconds(3));
        Assert.Equal((4, 0), (_policies.Current().ResolveAfterMinutes, _policies.Problems.Count));
    }

    private void Write(string yaml) => File.WriteAllText(Path.Combine(_folder.FullName, "alerts.yaml"), yaml);

    private void Send(AlertNotice notice) => _workspace.Alerts.Test(_policies.Current(), notice);

    private Task<(int Arrived, int Failed)?> RoundAsync() => new DeliveryRound(_workspace.Deliveries, [new EmailSender(_policies), new NoticeFile(_workspace, _policies)]).RunAsync(TestContext.Current.CancellationToken);

    /// <summary>As much of SMTP as a client needs.</summary>
    private sealed class FakeSmtp : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _work;

        public FakeSmtp()
        {
            _listener.Start();
            _work = Task.Run(ServeAsync);
        }

        public bool Refuses { get; set; }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public List<string> Recipients { get; } = [];

        public string Mail { get; private set; } = "";

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            _listener.Dispose();
            await Task.WhenAny(_work, Task.Delay(2_000));
            _stop.Dispose();
        }

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                    await TalkAsync(client.GetStream());
                }
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or IOException)
            {
                // The test is over.
            }
        }

        private async Task TalkAsync(NetworkStream stream)
        {
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            Task Say(string line) => stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), _stop.Token).AsTask();
            await Say("220 fake");
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                switch (line.Split(' ')[0].ToUpperInvariant())
                {
                    case "RCPT":
                        Recipients.Add(line.Split(':')[1]);
                        await Say("250 ok");
                        break;
                    case "MAIL":
                        await Say(Refuses ? "451 later" : "250 ok");
                        break;
                    case "DATA":
                        await Say("354 go on");
                        var mail = new StringBuilder();
                        while (await reader.ReadLineAsync(_stop.Token) is { } text && text != ".")
                        {
                            mail.Append(text).Append("\r\n");
                        }

                        Mail = mail.ToString();
                        await Say("250 ok");
                        break;
                    case "QUIT":
                        await Say("221 bye");
                        return;
                    default:
                        await Say("250 ok");
                        break;
                }
            }
        }
    }
}
