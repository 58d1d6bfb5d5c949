using System.Net;

namespace SegmentationML.Service.Tests.Api;

/// <summary>A published file that somebody replaced or cut: said in words, with nothing of the machine in them, and the version's other files are served on.</summary>
public sealed class DamagedFileTests : IAsyncLifetime
{
    private const string Version = "/api/v1/pipelines/shop/snapshots/1";
    private readonly RunningService _service = new();

    private string Folder => Path.Combine(_service.Shop.Workspace, "snapshots", "shop", "000001");

    public ValueTask InitializeAsync() => _service.InitializeAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Link_InPlaceOfAFile_IsNotFollowed()
    {
        Replace("assignments.parquet", path => File.CreateSymbolicLink(path, "/etc/passwd"));
        Replace("assignments.arrow", path => File.CreateSymbolicLink(path, path + ".kept"));
        await RefusedAsync($"{Version}/files/assignments.parquet", "assignments.parquet");
        await RefusedAsync($"{Version}/files/assignments.arrow", "assignments.arrow");
        await RefusedAsync($"{Version}/tables/assignments/rows", "assignments.parquet");
        await RefusedAsync("/api/v1/pipelines/shop/assignments/P001", "assignments.arrow");
        foreach (var good in new[] { $"{Version}/files/policies.parquet", $"{Version}/tables/forecasts/rows?limit=2", Version, "/api/v1/pipelines" })
        {
            using var answer = await _service.Reader.SendAsync(HttpMethod.Get, good);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{good}: {answer.StatusCode}");
        }

        File.Delete(Path.Combine(Folder, "assignments.arrow"));
        File.Move(Path.Combine(Folder, "assignments.arrow.kept"), Path.Combine(Folder, "assignments.arrow"));
        using var mended = await _service.Reader.SendAsync(HttpMethod.Get, "/api/v1/pipelines/shop/assignments/P001");
        Assert.Equal(HttpStatusCode.OK, mended.StatusCode);
    }

    [Fact]
    public async Task File_CutOrGone_AndALinkForTheManifest_AreRefused()
    {
        Replace("assignments.parquet", path => File.WriteAllBytes(path, [1, 2, 3]));
        Replace("policies.parquet", _ => { });
        Replace("manifest.json", path => File.CreateSymbolicLink(path, path + ".kept"));
        await RefusedAsync($"{Version}/files/assignments.parquet", "assignments.parquet");
        await RefusedAsync($"{Version}/files/policies.parquet", "policies.parquet");
        await RefusedAsync(Version, "manifest.json");
    }

    private void Replace(string name, Action<string> by)
    {
        var path = Path.Combine(Folder, name);
        File.Move(path, path + ".kept");
        by(path);
    }

    private async Task RefusedAsync(string path, string file)
    {
        using var answer = await _service.Reader.SendAsync(HttpMethod.Get, path);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "SEG-SRV-011"), await answer.ProblemAsync());
        var problem = await answer.BodyAsync();
        Assert.Equal($"File {file} of version 1 is not as it was published.", problem.GetProperty("title").GetString());
        Assert.DoesNotContain(_service.Shop.Root, problem.GetRawText(), StringComparison.Ordinal);
    }
}
