using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace SegmentationML.Service.Tests;

/// <summary>Calls as tests make them.</summary>
internal static class Answers
{
    public static async Task<JsonElement> JsonAsync(this HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Sends JSON text, or nothing, with headers as pairs.</summary>
    public static async Task<HttpResponseMessage> SendAsync(this HttpClient client, HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<(HttpStatusCode Status, string Code)> ProblemAsync(this HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{answer.StatusCode} {text}");
        return (answer.StatusCode, JsonDocument.Parse(text).RootElement.GetProperty("code").GetString()!);
    }

    public static Task<JsonElement> BodyAsync(this HttpResponseMessage answer) => answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
}
