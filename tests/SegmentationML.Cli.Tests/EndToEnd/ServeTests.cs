using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using SegmentationML.Benchmarks.ServiceLoad;

namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>How <c>segml serve</c> starts, or does not, as its operator sees it.</summary>
[Collection(CommandLine.Name)]
public sealed class ServeTests : IDisposable
{
    private readonly TemporaryWorkspace _scratch = new();

    private static CancellationToken End => TestContext.Current.CancellationToken;

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Serve_OnAPortThatIsTaken_SaysSoAndNothingElse()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        Directory.CreateDirectory(_scratch.Folder);
        var (code, said) = await SegmlProcess.RunAsync(_scratch.Folder, $"segml serve --no-schedules --workspace w --urls http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}");
        Assert.Equal(ExitCode.Failed, code);
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("error SEG-SRV-009: The service cannot listen on http://127.0.0.1:", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("  -> Choose another port", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_ToOtherMachinesInTheClear_Warns()
    {
        Directory.CreateDirectory(_scratch.Folder);
        using (var open = await ServedWorkspace.StartAsync(_scratch.Folder, null, ["--workspace", _scratch.Path("w"), "--no-schedules", "--urls", "http://0.0.0.0:0"]))
        {
            Assert.Contains("SEG-SRV-085: Keys travel in the clear: other machines reach http://0.0.0.0:0", open.Log, StringComparison.Ordinal);
        }

        using var hidden = await ServedWorkspace.StartAsync(_scratch.Folder, "", ["--workspace", _scratch.Path("w"), "--no-schedules", "--urls", "http://0.0.0.0:0", "--proxy", "10.1.2.3"]);
        Assert.DoesNotContain("SEG-SRV-085", hidden.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_WithACertificate_SpeaksTls()
    {
        Directory.CreateDirectory(_scratch.Folder);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        await File.WriteAllTextAsync(_scratch.Path("cert.pem"), certificate.ExportCertificatePem(), End);
        await File.WriteAllTextAsync(_scratch.Path("key.pem"), key.ExportPkcs8PrivateKeyPem(), End);
        var environment = new Dictionary<string, string> { ["Kestrel__Certificates__Default__Path"] = _scratch.Path("cert.pem"), ["Kestrel__Certificates__Default__KeyPath"] = _scratch.Path("key.pem") };
        var port = FreePort();
        using var service = await ServedWorkspace.StartAsync(_scratch.Folder, null, ["--workspace", _scratch.Path("w"), "--no-schedules", "--urls", $"https://127.0.0.1:{port}"], environment);
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, CustomTrustStore = { certificate } };
        using var caller = new HttpClient(handler) { BaseAddress = new Uri($"https://127.0.0.1:{port}") };
        caller.DefaultRequestHeaders.Authorization = new("Bearer", service.Key);
        Assert.Equal("first admin", JsonDocument.Parse(await caller.GetStringAsync(new Uri("/api/v1/me", UriKind.Relative), End)).RootElement.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Serve_HttpsWithoutACertificate_IsAProblem()
    {
        Directory.CreateDirectory(_scratch.Folder);
        await File.WriteAllTextAsync(_scratch.Path("bad.pem"), "no certificate", End);
        var (code, said) = await SegmlProcess.TypeAsync(_scratch.Folder, "Kestrel__Certificates__Default__Path=bad.pem segml serve --no-schedules --workspace w --urls https://127.0.0.1:0");
        Assert.Equal(ExitCode.Failed, code);
        Assert.StartsWith("error SEG-SRV-084: ", said, StringComparison.Ordinal);
        Assert.Equal(2, said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
