using System.Net.Http.Headers;
using System.Text.Json;
using SegmentationML.Storage.Arrow;

namespace SegmentationML.Service.Tests.Api;

/// <summary>Rows as Arrow streams hold what the pages of JSON hold.</summary>
public sealed class ArrowRowsTests(RunningService service) : IClassFixture<RunningService>
{
    private const string Tables = "/api/v1/pipelines/shop/snapshots/1/tables";

    [Theory]
    [InlineData("assignments/rows?")]
    [InlineData("assignments/rows?segment=ne:AX&net_revenue=gte:100&columns=key,segment,net_revenue,reason_codes,effective_from")]
    [InlineData("forecasts/rows?")]
    [InlineData("policies/rows?key=in:P001,P007")]
    public async Task Arrow_HoldsTheRowsOfTheJsonPages(string question)
    {
        var pages = (await service.Reader.JsonAsync($"{Tables}/{question}&limit=100000")).GetProperty("rows").EnumerateArray().ToArray();
        Assert.NotEmpty(pages);
        using var answer = await service.Reader.GetAsync(new Uri($"{Tables}/{question}&format=arrow", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal("application/vnd.apache.arrow.stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("1", Assert.Single(answer.Headers.GetValues("Segml-Version")));
        using var reader = new ArrowIpcReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal(ArrowFormat.Stream, reader.Format);
        Assert.Equal(pages[0].EnumerateObject().Select(p => p.Name), reader.Schema.Fields.Select(f => f.Name));
        var row = 0;
        while (reader.Read() is { } batch)
        {
            for (var i = 0; i < batch.Rows; i++, row++)
            {
                for (var c = 0; c < batch.Columns.Count; c++)
                {
                    AssertSame(pages[row].GetProperty(reader.Schema.Fields[c].Name), reader.Schema.Fields[c], batch.Columns[c], i);
                }
            }
        }

        Assert.Equal(pages.Length, row);
    }

    [Fact]
    public async Task Arrow_IsChosenByTheAcceptHeader_AndNotCompressed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Tables}/assignments/rows?limit=3");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/vnd.apache.arrow.stream"));
        request.Headers.AcceptEncoding.ParseAdd("gzip, br");
        using var answer = await service.Reader.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Empty(answer.Content.Headers.ContentEncoding);
        using var reader = new ArrowIpcReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal(3, reader.Read()!.Rows);
        Assert.Null(reader.Read());
    }

    [Fact]
    public async Task Rows_AsText_AreCompressedWhenAskedFor()
    {
        var plain = await service.Reader.GetByteArrayAsync(new Uri($"{Tables}/assignments/rows", UriKind.Relative), TestContext.Current.CancellationToken);
        using var answer = await service.Reader.SendAsync(HttpMethod.Get, $"{Tables}/assignments/rows", null, ("Accept-Encoding", "gzip"));
        Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
        await using var body = new System.IO.Compression.GZipStream(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), System.IO.Compression.CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        await body.CopyToAsync(unpacked, TestContext.Current.CancellationToken);
        Assert.Equal(plain, unpacked.ToArray());
        using var keys = await service.Admin.SendAsync(HttpMethod.Get, "/api/v1/keys", null, ("Accept-Encoding", "gzip"));
        Assert.Empty(keys.Content.Headers.ContentEncoding);
    }

    private static void AssertSame(JsonElement json, ArrowField field, ArrowColumn column, int row)
    {
        if (json.ValueKind == JsonValueKind.Null)
        {
            Assert.True(column.IsNull(row), field.Name);
            return;
        }

        switch (field.Type.Kind)
        {
            case ArrowKind.Utf8:
                Assert.Equal(json.GetString(), column.Text(row));
                break;
            case ArrowKind.Float:
                Assert.Equal(json.GetDouble(), column.Values<double>()[row]);
                break;
            case ArrowKind.Int:
                Assert.Equal(json.GetInt32(), column.Values<int>()[row]);
                break;
            case ArrowKind.Date:
                Assert.Equal(json.GetString(), DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays(column.Values<int>()[row]).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
                break;
            case ArrowKind.List:
                Assert.Equal(json.EnumerateArray().Select(t => t.GetString()), Enumerable.Range(column.Offsets[row], column.Offsets[row + 1] - column.Offsets[row]).Select(i => column.Items.Text(i)));
                break;
            default:
                Assert.Fail($"{field.Name} is {field.Type}");
                break;
        }
    }
}
