using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SegmentationML.Storage.Registry.Mlflow;

/// <summary>The part of MLflow's REST API that is used, versions 2 and 3. Everything that makes something looks first whether it is there.</summary>
internal sealed class MlflowServer(MlflowHttp http, MlflowLimits limits) : IDisposable
{
    private const string Api = "api/2.0/mlflow/";
    private const string Artifacts = "api/2.0/mlflow-artifacts/artifacts/";
    private const string ArtifactScheme = "mlflow-artifacts:/";
    private const int BatchSize = 100;
    private const int PageSize = 200;
    private const int LongestKey = 250;
    private const int LongestParameter = 6000;
    private const int LongestTag = 5000;

    /// <summary>Reads the least there is, to see whether the server answers and lets us in.</summary>
    public Task AskAsync(CancellationToken cancellation) => http.SearchAsync(Api + "experiments/search", new JsonObject { ["max_results"] = 1 }, cancellation);

    /// <summary>The id of an experiment, which is made when it is missing.</summary>
    public async Task<string> ExperimentAsync(string name, CancellationToken cancellation)
    {
        try
        {
            return await FindExperimentAsync(name, cancellation);
        }
        catch (MlflowFailure e) when (e.Code == MlflowFailure.Missing)
        {
            try
            {
                return MlflowAnswer.Required(await http.WriteAsync(HttpMethod.Post, Api + "experiments/create", new JsonObject { ["name"] = name }, cancellation), "experiment_id");
            }
            catch (MlflowFailure again) when (again.Code == MlflowFailure.Exists)
            {
                return await FindExperimentAsync(name, cancellation);
            }
        }
    }

    /// <summary>The run with two tags; null when there is none.</summary>
    public async Task<MlflowRun?> FindRunAsync(string experiment, (string Key, string Value) one, (string Key, string Value) two, CancellationToken cancellation)
    {
        var answer = await http.SearchAsync(Api + "runs/search", new JsonObject
        {
            ["experiment_ids"] = new JsonArray(experiment),
            ["filter"] = $"tags.{one.Key} = '{one.Value}' and tags.{two.Key} = '{two.Value}'",
            ["run_view_type"] = "ACTIVE_ONLY",
            ["max_results"] = 1,
        }, cancellation);
        foreach (var run in MlflowAnswer.List(answer, "runs"))
        {
            return Run(run);
        }

        return null;
    }

    /// <summary>Makes a run.</summary>
    public async Task<MlflowRun> CreateRunAsync(string experiment, string name, DateTimeOffset start, IReadOnlyDictionary<string, string> tags, CancellationToken cancellation)
    {
        var answer = await http.WriteAsync(HttpMethod.Post, Api + "runs/create", new JsonObject
        {
            ["experiment_id"] = experiment, ["start_time"] = start.ToUnixTimeMilliseconds(), ["run_name"] = name, ["tags"] = Pairs(tags, LongestTag),
        }, cancellation);
        return answer.TryGetProperty("run", out var run) ? Run(run) : throw new MlflowFailure("Its answer holds no run.");
    }

    /// <summary>Logs figures, parameters and tags; what was logged before stays as it is.</summary>
    public async Task LogAsync(
        MlflowRun run, IEnumerable<MlflowMetric> metrics, IReadOnlyDictionary<string, string> parameters, IReadOnlyDictionary<string, string> tags, DateTimeOffset time, CancellationToken cancellation)
    {
        var timestamp = time.ToUnixTimeMilliseconds();
        var figures = metrics.Select(m => (JsonNode)new JsonObject { ["key"] = Key(m.Key), ["value"] = Number(m.Value), ["timestamp"] = timestamp, ["step"] = 0 });
        foreach (var batch in figures.Chunk(BatchSize))
        {
            await LogBatchAsync(run, "metrics", new JsonArray(batch), cancellation);
        }

        foreach (var batch in parameters.Where(p => !run.Parameters.Contains(Key(p.Key))).Chunk(BatchSize))
        {
            await LogBatchAsync(run, "params", Pairs(batch, LongestParameter), cancellation);
        }

        foreach (var batch in tags.Chunk(BatchSize))
        {
            await LogBatchAsync(run, "tags", Pairs(batch, LongestTag), cancellation);
        }
    }

    /// <summary>Says how a run ended.</summary>
    /// <param name="run">The run.</param>
    /// <param name="status">FINISHED, FAILED or KILLED.</param>
    /// <param name="end">When.</param>
    /// <param name="cancellation">Ends the request.</param>
    public Task EndRunAsync(MlflowRun run, string status, DateTimeOffset end, CancellationToken cancellation)
        => http.WriteAsync(HttpMethod.Post, Api + "runs/update", new JsonObject { ["run_id"] = run.Id, ["status"] = status, ["end_time"] = end.ToUnixTimeMilliseconds() }, cancellation);

    /// <summary>Uploads a file among a run's artifacts, replacing one of its name.</summary>
    /// <param name="run">The run.</param>
    /// <param name="path">Bare names with slashes.</param>
    /// <param name="file">The file.</param>
    /// <param name="cancellation">Ends the request.</param>
    /// <returns>False when the server keeps artifacts where it gives no way to.</returns>
    public async Task<bool> UploadAsync(MlflowRun run, string path, string file, CancellationToken cancellation)
    {
        if (!run.ArtifactUri.StartsWith(ArtifactScheme, StringComparison.Ordinal) || run.ArtifactUri.StartsWith(ArtifactScheme + "/", StringComparison.Ordinal))
        {
            return false;
        }

        var names = $"{run.ArtifactUri[ArtifactScheme.Length..].Trim('/')}/{path}".Split('/');
        if (names.Any(n => n is "" or "." or ".."))
        {
            throw new MlflowFailure("It keeps the run's artifacts at a path that leads elsewhere.");
        }

        await http.UploadAsync(Artifacts + string.Join('/', names.Select(Uri.EscapeDataString)), file, cancellation);
        return true;
    }

    /// <summary>Makes a registered model, unless it is there.</summary>
    public async Task EnsureModelAsync(string model, CancellationToken cancellation)
    {
        try
        {
            await http.WriteAsync(HttpMethod.Post, Api + "registered-models/create", new JsonObject { ["name"] = model }, cancellation);
        }
        catch (MlflowFailure e) when (e.Code == MlflowFailure.Exists)
        {
            // By an earlier version, or by another attempt.
        }
    }

    /// <summary>The number of the version with a tag; null when there is none.</summary>
    /// <remarks>A server of 2.22 finds no version of a model of which one is tagged as a prompt: then each is looked at by itself.</remarks>
    public async Task<string?> FindVersionAsync(string model, string key, string value, CancellationToken cancellation)
    {
        var (token, seen) = ((string?)null, 0);
        for (var page = 0; page < limits.Pages; page++)
        {
            List<(string Name, string Value)> query = [("filter", $"name='{model}'"), ("max_results", Text(PageSize)), ("order_by", "version_number DESC")];
            if (token is not null)
            {
                query.Add(("page_token", token));
            }

            var answer = await http.GetAsync(Api + "model-versions/search", query, cancellation);
            foreach (var version in MlflowAnswer.List(answer, "model_versions"))
            {
                seen++;
                if (MlflowAnswer.Tag(version, key) == value)
                {
                    return MlflowAnswer.Required(version, "version");
                }
            }

            var next = MlflowAnswer.Text(answer, "next_page_token");
            if (string.IsNullOrEmpty(next) || next == token)
            {
                return seen > 0 ? null : await LookAtEachAsync(model, key, value, cancellation);
            }

            token = next;
        }

        throw new MlflowFailure($"Its search goes on after {limits.Pages} pages.");
    }

    /// <summary>Makes a version of a model and gives its number there.</summary>
    public async Task<string> CreateVersionAsync(string model, string source, string runId, string description, IReadOnlyDictionary<string, string> tags, CancellationToken cancellation)
        => MlflowAnswer.Required(
            await http.WriteAsync(HttpMethod.Post, Api + "model-versions/create", new JsonObject
            {
                ["name"] = model, ["source"] = source, ["run_id"] = runId, ["description"] = description, ["tags"] = Pairs(tags, LongestTag),
            }, cancellation),
            "model_version", "version");

    public Task SetAliasAsync(string model, string alias, string version, CancellationToken cancellation)
        => http.WriteAsync(HttpMethod.Post, Api + "registered-models/alias", new JsonObject { ["name"] = model, ["alias"] = alias, ["version"] = version }, cancellation);

    public Task DeleteAliasAsync(string model, string alias, CancellationToken cancellation)
        => UnlessMissingAsync(() => http.WriteAsync(HttpMethod.Delete, Api + "registered-models/alias", new JsonObject { ["name"] = model, ["alias"] = alias }, cancellation));

    public Task SetTagAsync(string model, string version, string key, string value, CancellationToken cancellation)
        => http.WriteAsync(HttpMethod.Post, Api + "model-versions/set-tag", new JsonObject { ["name"] = model, ["version"] = version, ["key"] = Cut(key, LongestKey), ["value"] = Cut(value, LongestTag) }, cancellation);

    public Task DeleteTagAsync(string model, string version, string key, CancellationToken cancellation)
        => UnlessMissingAsync(() => http.WriteAsync(HttpMethod.Delete, Api + "model-versions/delete-tag", new JsonObject { ["name"] = model, ["version"] = version, ["key"] = Cut(key, LongestKey) }, cancellation));

    public Task DeleteVersionAsync(string model, string version, CancellationToken cancellation)
        => UnlessMissingAsync(() => http.WriteAsync(HttpMethod.Delete, Api + "model-versions/delete", new JsonObject { ["name"] = model, ["version"] = version }, cancellation));

    public void Dispose() => http.Dispose();

    private static async Task UnlessMissingAsync(Func<Task<JsonElement>> request)
    {
        try
        {
            await request();
        }
        catch (MlflowFailure e) when (e.Code == MlflowFailure.Missing)
        {
            // Gone already.
        }
    }

    private static MlflowRun Run(JsonElement run)
    {
        var info = run.TryGetProperty("info", out var i) ? i : default;
        var data = run.TryGetProperty("data", out var d) ? d : default;
        return new MlflowRun(
            MlflowAnswer.Required(info, "run_id"), MlflowAnswer.Required(info, "artifact_uri"),
            MlflowAnswer.List(data, "params").Select(p => MlflowAnswer.Text(p, "key")).OfType<string>().ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Not a number and infinite ones go as texts: written bare, a server stores 0 at time 0 and says that all is well.</summary>
    private static JsonValue Number(double value)
        => double.IsFinite(value) ? JsonValue.Create(value) : JsonValue.Create(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");

    private static JsonArray Pairs(IEnumerable<KeyValuePair<string, string>> pairs, int longest)
        => [.. pairs.Select(p => (JsonNode)new JsonObject { ["key"] = Key(p.Key), ["value"] = Cut(p.Value, longest) })];

    /// <summary>A name that all servers take: letters, digits, and few signs, and no part that a path would leave out.</summary>
    private static string Key(string name)
    {
        var plain = new string([.. name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or ' ' or '/' ? c : '_')]);
        return Cut(string.Join('/', plain.Split('/').Select(part => part is "" or "." or ".." ? "_" : part)), LongestKey);
    }

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..(longest - 1)] + "…";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task<string> FindExperimentAsync(string name, CancellationToken cancellation)
    {
        var answer = await http.GetAsync(Api + "experiments/get-by-name", [("experiment_name", name)], cancellation);
        var id = MlflowAnswer.Required(answer, "experiment", "experiment_id");
        return MlflowAnswer.Text(answer.GetProperty("experiment"), "lifecycle_stage") == "deleted"
            ? throw new MlflowFailure($"Its experiment '{name}' is deleted: restore it there, or name another.")
            : id;
    }

    private Task<JsonElement> LogBatchAsync(MlflowRun run, string what, JsonArray batch, CancellationToken cancellation)
        => http.WriteAsync(HttpMethod.Post, Api + "runs/log-batch", new JsonObject { ["run_id"] = run.Id, [what] = batch }, cancellation);

    private async Task<string?> LookAtEachAsync(string model, string key, string value, CancellationToken cancellation)
    {
        var answer = await http.GetAsync(Api + "registered-models/get", [("name", model)], cancellation);
        var newest = answer.TryGetProperty("registered_model", out var found)
            ? MlflowAnswer.List(found, "latest_versions").Select(v => int.TryParse(MlflowAnswer.Text(v, "version"), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0).DefaultIfEmpty().Max()
            : 0;
        for (var number = newest; number >= 1 && number > newest - limits.Pages; number--)
        {
            try
            {
                var version = await http.GetAsync(Api + "model-versions/get", [("name", model), ("version", Text(number))], cancellation);
                if (version.TryGetProperty("model_version", out var v) && MlflowAnswer.Tag(v, key) == value)
                {
                    return Text(number);
                }
            }
            catch (MlflowFailure e) when (e.Code == MlflowFailure.Missing)
            {
                // Deleted.
            }
        }

        return null;
    }
}
