using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace SegmentationML.Storage.Tests.Registry.Mlflow;

/// <summary>
/// A server on this machine that answers with what a real MLflow answered, the names and ids put in, and remembers what it was told. A request whose fields or types differ from those of the
/// recorded one is a failure of the test.
/// </summary>
internal sealed class RecordedMlflow : IDisposable
{
    private readonly HttpListener _listener;
    private readonly MlflowExchanges _exchanges;
    private readonly Lock _gate = new();
    private int _ids;

    public RecordedMlflow(string server)
    {
        _exchanges = new MlflowExchanges(server);
        (_listener, Address) = Listen();
        _ = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>Experiments, by name.</summary>
    public Dictionary<string, string> Experiments { get; } = [];

    /// <summary>Runs, in the order in which they were made, as <c>runs/get</c> gives them.</summary>
    public List<JsonObject> Runs { get; } = [];

    /// <summary>Versions by model, as <c>model-versions/get</c> gives them.</summary>
    public Dictionary<string, List<JsonObject>> Models { get; } = [];

    /// <summary>Numbers by model and alias.</summary>
    public Dictionary<(string Model, string Alias), string> Aliases { get; } = [];

    /// <summary>Uploads, by path.</summary>
    public Dictionary<string, string> Artifacts { get; } = [];

    /// <summary>Requests so far.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>The Authorization headers so far.</summary>
    public HashSet<string> Credentials { get; } = [];

    /// <summary>What was wrong with requests.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>The k-th request from now on is carried out, and its answer lost.</summary>
    public int LoseAnswer { get; set; }

    /// <summary>The search for versions finds nothing, as that of 2.22 does when one version is tagged as a prompt.</summary>
    public bool SearchIsBlind { get; set; }

    /// <summary>Versions come as numbers, not as texts.</summary>
    public bool NumericVersions { get; set; }

    /// <summary>A pause before each answer.</summary>
    public TimeSpan Pause { get; set; }

    public void Dispose() => _listener.Close();

    /// <summary>On a port that was free a moment ago: another test may have taken it since, then another is tried.</summary>
    private static (HttpListener Listener, Uri Address) Listen()
    {
        for (var tries = 1; ; tries++)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
            probe.Stop();
            var listener = new HttpListener();
            listener.Prefixes.Add(address.AbsoluteUri);
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException) when (tries < 20)
            {
                listener.Close();
            }
        }
    }

    private static string Text(JsonNode body, string name) => (string)body[name]!;

    private static JsonArray Tags(JsonNode body) => body["tags"]?.DeepClone().AsArray() ?? [];

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            await AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        if (await BodyAsync(context.Request) is not { } text)
        {
            return;
        }

        await Task.Delay(Pause);
        (int Status, string ContentType, JsonNode? Body) answer;
        var lost = false;
        lock (_gate)
        {
            Requests.Add($"{context.Request.HttpMethod} {context.Request.Url!.AbsolutePath}");
            Credentials.Add(context.Request.Headers["Authorization"] ?? "");
            answer = Answer(context.Request, text);
            lost = LoseAnswer > 0 && --LoseAnswer == 0;
        }

        try
        {
            if (lost)
            {
                context.Response.Abort();
                return;
            }

            context.Response.StatusCode = answer.Status;
            context.Response.ContentType = answer.ContentType;
            var html = answer.Body is JsonValue value && value.TryGetValue<string>(out var page) ? page : answer.Body?.ToJsonString() ?? "";
            context.Response.Close(Encoding.UTF8.GetBytes(html), willBlock: true);
        }
        catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException)
        {
            // The client is gone.
        }
    }

    /// <summary>The body of a request; null when the client was gone before its end, as a killed one is.</summary>
    private static async Task<string?> BodyAsync(HttpListenerRequest request)
    {
        try
        {
            using var body = new MemoryStream();
            await request.InputStream.CopyToAsync(body);
            return body.Length < request.ContentLength64 ? null : Encoding.UTF8.GetString(body.ToArray());
        }
        catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException)
        {
            return null;
        }
    }

    private (int Status, string ContentType, JsonNode? Body) Answer(HttpListenerRequest request, string text)
    {
        var (method, path) = (request.HttpMethod, request.Url!.AbsolutePath);
        if (method == "PUT" && path.StartsWith("/api/2.0/mlflow-artifacts/artifacts/", StringComparison.Ordinal))
        {
            Artifacts[path["/api/2.0/mlflow-artifacts/artifacts/".Length..]] = text;
            return _exchanges.Answer("artifact PUT ok");
        }

        var body = method is "POST" or "DELETE" or "PATCH" ? JsonNode.Parse(text)! : null;
        if (body is not null && request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true)
        {
            return _exchanges.Answer("wrong content type");
        }

        return (method, path.Replace("/api/2.0/mlflow/", "", StringComparison.Ordinal)) switch
        {
            ("GET", "experiments/get-by-name") => Experiment(request.QueryString["experiment_name"]!),
            ("POST", "experiments/search") => Listed(Like(body!, "experiments/search ok")),
            ("POST", "experiments/create") => NewExperiment(Like(body!, "experiments/create ok")),
            ("POST", "runs/search") => Search(Like(body!, "runs/search ok", "run_view_type")),
            ("POST", "runs/create") => NewRun(Like(body!, "runs/create ok")),
            ("POST", "runs/log-batch") => Log(Like(body!, "runs/log-batch ok")),
            ("POST", "runs/update") => End(Like(body!, "runs/update finish")),
            ("POST", "registered-models/create") => NewModel(Like(body!, "registered-models/create ok")),
            ("GET", "registered-models/get") => Model(request.QueryString["name"]!),
            ("GET", "model-versions/search") => Versions(request),
            ("GET", "model-versions/get") => Version(request.QueryString["name"]!, request.QueryString["version"]!, "model-versions/get missing"),
            ("POST", "model-versions/create") => NewVersion(Like(body!, "model-versions/create ok")),
            ("POST", "model-versions/set-tag") => Tag(Like(body!, "model-versions/set-tag ok")),
            ("DELETE", "model-versions/delete-tag") => Untag(Like(body!, "model-versions/delete-tag ok")),
            ("DELETE", "model-versions/delete") => Delete(Like(body!, "model-versions/delete ok")),
            ("POST", "registered-models/alias") => SetAlias(Like(body!, "alias set ok")),
            ("DELETE", "registered-models/alias") => DeleteAlias(Like(body!, "alias delete ok")),
            ("GET", "runs/get") => GetRun(request.QueryString["run_id"]!),
            ("GET", "registered-models/alias") => GetAlias(request.QueryString["name"]!, request.QueryString["alias"]!),
            _ => _exchanges.Answer("unknown route"),
        };
    }

    private (int Status, string ContentType, JsonNode? Body) Listed(JsonNode body) => _exchanges.Answer((int)body["max_results"]! > 0 ? "experiments/search ok" : "experiments/search max_results 0");

    /// <summary>Compares names and types of a request with those of the recorded one.</summary>
    private JsonNode Like(JsonNode body, string name, params string[] others)
    {
        Compare(body, _exchanges.Request(name), name, others);
        return body;
    }

    private void Compare(JsonNode? sent, JsonNode? recorded, string place, params string[] others)
    {
        switch (sent, recorded)
        {
            case (JsonObject s, JsonObject r):
                foreach (var (key, value) in s)
                {
                    if (r.ContainsKey(key))
                    {
                        Compare(value, r[key], $"{place}.{key}");
                    }
                    else if (!others.Contains(key))
                    {
                        Faults.Add($"{place}.{key} is not in the recorded request.");
                    }
                }

                break;
            case (JsonArray s, JsonArray { Count: > 0 } r):
                foreach (var element in s)
                {
                    Compare(element, r[0], $"{place}[]");
                }

                break;
            default:
                var isText = sent?.GetValueKind() == System.Text.Json.JsonValueKind.String;
                var isAFigureAsText = isText && place.EndsWith("metrics[].value", StringComparison.Ordinal) && (string)sent! is "NaN" or "Infinity" or "-Infinity";
                var isCut = place.EndsWith("timestamp", StringComparison.Ordinal) || place.EndsWith("_time", StringComparison.Ordinal);
                if ((sent?.GetValueKind() != recorded?.GetValueKind() && !isAFigureAsText) || (isCut && !sent!.ToJsonString().All(char.IsAsciiDigit)))
                {
                    Faults.Add($"{place} is {sent?.ToJsonString()}, recorded was {recorded?.ToJsonString()}.");
                }

                break;
        }
    }

    private (int Status, string ContentType, JsonNode? Body) Experiment(string name)
    {
        if (!Experiments.TryGetValue(name, out var id))
        {
            return _exchanges.Answer("experiments/get-by-name missing");
        }

        var answer = _exchanges.Answer("experiments/get-by-name ok");
        (answer.Body!["experiment"]!["experiment_id"], answer.Body["experiment"]!["name"]) = (id, name);
        return answer;
    }

    private (int Status, string ContentType, JsonNode? Body) NewExperiment(JsonNode body)
    {
        if (Experiments.ContainsKey(Text(body, "name")))
        {
            return _exchanges.Answer("experiments/create duplicate");
        }

        var answer = _exchanges.Answer("experiments/create ok");
        Experiments[Text(body, "name")] = $"{Experiments.Count + 1}";
        answer.Body!["experiment_id"] = Experiments[Text(body, "name")];
        return answer;
    }

    private (int Status, string ContentType, JsonNode? Body) NewRun(JsonNode body)
    {
        var answer = _exchanges.Answer("runs/create ok");
        var id = (++_ids).ToString("x32", CultureInfo.InvariantCulture);
        var info = answer.Body!["run"]!["info"]!;
        (info["run_id"], info["run_uuid"], info["experiment_id"]) = (id, id, Text(body, "experiment_id"));
        info["artifact_uri"] = $"mlflow-artifacts:/{Text(body, "experiment_id")}/{id}/artifacts";
        (info["run_name"], info["start_time"]) = (Text(body, "run_name"), (long)body["start_time"]!);
        answer.Body["run"]!["data"]!["tags"] = Tags(body);
        Runs.Add(answer.Body["run"]!.DeepClone().AsObject());
        return answer;
    }

    private (int Status, string ContentType, JsonNode? Body) Search(JsonNode body)
    {
        var wanted = Text(body, "filter").Split(" and ").Select(c => c.Split(" = ")).Select(p => (Key: p[0]["tags.".Length..], Value: p[1].Trim('\''))).ToArray();
        var found = Runs.Where(r => wanted.All(w => r["data"]!["tags"]!.AsArray().Any(t => (string)t!["key"]! == w.Key && (string)t["value"]! == w.Value))).Select(r => r.DeepClone()).ToArray();
        var answer = _exchanges.Answer("runs/search ok");
        return answer with { Body = found.Length == 0 ? new JsonObject() : new JsonObject { ["runs"] = new JsonArray(found) } };
    }

    private (int Status, string ContentType, JsonNode? Body) GetRun(string id)
    {
        var answer = _exchanges.Answer("runs/get ok");
        return Runs.Find(r => (string)r["info"]!["run_id"]! == id) is { } run ? answer with { Body = new JsonObject { ["run"] = run.DeepClone() } } : _exchanges.Answer("runs/get missing");
    }

    private (int Status, string ContentType, JsonNode? Body) Log(JsonNode body)
    {
        var data = Runs.Single(r => (string)r["info"]!["run_id"]! == Text(body, "run_id"))["data"]!;
        foreach (var kind in new[] { "metrics", "params", "tags" })
        {
            foreach (var item in body[kind]?.AsArray() ?? [])
            {
                var list = (data[kind] ??= new JsonArray()).AsArray();
                var known = list.FirstOrDefault(i => (string)i!["key"]! == (string)item!["key"]!);
                if (kind == "params" && known is not null && (string)known["value"]! != (string)item!["value"]!)
                {
                    return _exchanges.Answer("runs/log-batch param conflict");
                }

                if (known is not null)
                {
                    list.Remove(known);
                }

                list.Add(item!.DeepClone());
            }
        }

        return _exchanges.Answer("runs/log-batch ok");
    }

    private (int Status, string ContentType, JsonNode? Body) End(JsonNode body)
    {
        var info = Runs.Single(r => (string)r["info"]!["run_id"]! == Text(body, "run_id"))["info"]!;
        (info["status"], info["end_time"]) = (Text(body, "status"), (long)body["end_time"]!);
        return _exchanges.Answer("runs/update finish");
    }

    private (int Status, string ContentType, JsonNode? Body) NewModel(JsonNode body)
        => _exchanges.Answer(Models.TryAdd(Text(body, "name"), []) ? "registered-models/create ok" : "registered-models/create duplicate");

    private (int Status, string ContentType, JsonNode? Body) Model(string name)
    {
        var answer = _exchanges.Answer("registered-models/get ok");
        answer.Body!["registered_model"]!["name"] = name;
        if (Models[name].Count > 0)
        {
            answer.Body["registered_model"]!["latest_versions"] = new JsonArray(Models[name][^1].DeepClone());
        }

        return answer;
    }

    private (int Status, string ContentType, JsonNode? Body) Versions(HttpListenerRequest request)
    {
        if (request.QueryString["max_results"] is null)
        {
            Faults.Add("model-versions/search without max_results.");
        }

        var model = request.QueryString["filter"]!["name='".Length..^1];
        var answer = _exchanges.Answer("model-versions/search ok");
        return answer with { Body = SearchIsBlind || Models[model].Count == 0 ? new JsonObject() : new JsonObject { ["model_versions"] = new JsonArray([.. Models[model].Select(v => v.DeepClone()).Reverse()]) } };
    }

    private (int Status, string ContentType, JsonNode? Body) Version(string model, string number, string missing)
    {
        var found = Models.GetValueOrDefault(model)?.Find(v => v["version"]!.ToString() == number);
        return found is null ? _exchanges.Answer(missing) : _exchanges.Answer("model-versions/get ok") with { Body = new JsonObject { ["model_version"] = found.DeepClone() } };
    }

    private (int Status, string ContentType, JsonNode? Body) NewVersion(JsonNode body)
    {
        var answer = _exchanges.Answer("model-versions/create ok");
        var version = answer.Body!["model_version"]!;
        var number = ++_ids;
        foreach (var name in new[] { "name", "source", "run_id", "description" })
        {
            version[name] = Text(body, name);
        }

        version["version"] = NumericVersions ? JsonValue.Create(number) : JsonValue.Create($"{number}");
        version["tags"] = Tags(body);
        Models[Text(body, "name")].Add(version.DeepClone().AsObject());
        return answer;
    }

    private (int Status, string ContentType, JsonNode? Body) Tag(JsonNode body)
    {
        var tags = Models[Text(body, "name")].Single(v => v["version"]!.ToString() == Text(body, "version"))["tags"]!.AsArray();
        tags.Add(new JsonObject { ["key"] = Text(body, "key"), ["value"] = Text(body, "value") });
        return _exchanges.Answer("model-versions/set-tag ok");
    }

    private (int Status, string ContentType, JsonNode? Body) Untag(JsonNode body)
    {
        var tags = Models[Text(body, "name")].Single(v => v["version"]!.ToString() == Text(body, "version"))["tags"]!.AsArray();
        tags.Remove(tags.First(t => (string)t!["key"]! == Text(body, "key")));
        return _exchanges.Answer("model-versions/delete-tag ok");
    }

    private (int Status, string ContentType, JsonNode? Body) Delete(JsonNode body)
        => _exchanges.Answer(Models[Text(body, "name")].RemoveAll(v => v["version"]!.ToString() == Text(body, "version")) == 1 ? "model-versions/delete ok" : "model-versions/delete again");

    private (int Status, string ContentType, JsonNode? Body) SetAlias(JsonNode body)
    {
        if (Text(body, "alias") == "latest")
        {
            return _exchanges.Answer("alias set 'latest'");
        }

        Aliases[(Text(body, "name"), Text(body, "alias"))] = Text(body, "version");
        return _exchanges.Answer("alias set ok");
    }

    private (int Status, string ContentType, JsonNode? Body) DeleteAlias(JsonNode body)
    {
        Aliases.Remove((Text(body, "name"), Text(body, "alias")));
        return _exchanges.Answer("alias delete ok");
    }

    private (int Status, string ContentType, JsonNode? Body) GetAlias(string model, string alias)
        => Aliases.TryGetValue((model, alias), out var number) ? Version(model, number, "alias get unknown") : _exchanges.Answer("alias get unknown");
}
