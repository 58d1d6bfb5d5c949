using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Promotion;
using SegmentationML.Service.Security;

namespace SegmentationML.Service.Api;

/// <summary>Registered versions of models: list, show, compare, names, fitted clusterings.</summary>
internal static class ModelRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/models", (IModelRegistry models) => models.Models().Select(m => ModelView.Of(models, m)).ToArray()).WithName("list-models").WithSummary("Models that have registered versions").WithTags("models").Needs(Scope.Read);
        api.MapGet("/models/{model}/versions", List).WithName("list-model-versions").WithSummary("The registered versions of a model, oldest first").WithTags("models").Needs(Scope.Read).Compressed();
        api.MapGet("/models/{model}/versions/{reference}", One).WithName("get-model-version").WithSummary("A registered version after checking every file: content, aliases, tags, lineage, card. {reference} is a number, an alias or latest").WithTags("models").Needs(Scope.Read).Heavy();
        api.MapGet("/models/{model}/compare", Compare).WithName("compare-model-versions").WithSummary("What differs between two registered versions: settings, data, fitted parameters, back-test").WithTags("models").Needs(Scope.Read).Heavy().Compressed()
            .Takes("from", "Number or alias of the version before").Takes("to", "Number or alias of the version after");
        api.MapGet("/models/{model}/versions/{reference}/export", Export).WithName("export-model").WithSummary("What a registered version fitted in a clustered dimension, as ONNX or JSON").WithTags("models").Needs(Scope.Read).Heavy().Produces<Stream>(StatusCodes.Status200OK, "application/octet-stream")
            .Takes("dimension", "The clustered dimension; the only one without").Takes("format", "onnx (default) or json").Takes("precision", "single (default) or double: numbers that go in and come out of the ONNX model");
        api.MapPut("/models/{model}/aliases/{alias}", SetAlias).WithName("set-model-alias").WithSummary("Point an alias to a registered version, in one step").WithTags("models").Needs(Scope.Publish).Conditional();
        api.MapDelete("/models/{model}/aliases/{alias}", (string model, string alias, IModelRegistry models, HttpContext context) => DropAlias(model, alias, models, context)).WithName("delete-model-alias").WithSummary("Take an alias away").WithTags("models").Needs(Scope.Publish);
        api.MapPut("/models/{model}/versions/{reference}/tags/{key}", SetTag).WithName("set-model-tag").WithSummary("Tag a registered version; a tagged version is never collected").WithTags("models").Needs(Scope.Publish);
        api.MapDelete("/models/{model}/versions/{reference}/tags/{key}", DropTag).WithName("delete-model-tag").WithSummary("Take a tag away").WithTags("models").Needs(Scope.Publish);
    }

    private static ModelVersionView[] List(string model, IModelRegistry models)
    {
        var (versions, aliases) = (models.List(model), models.Aliases(model));
        return versions.Count > 0 ? [.. versions.Select(v => ModelVersionView.Of(models, v, aliases))] : throw new ProblemException(ApiProblems.NotThere($"model '{model}'", "GET /api/v1/models lists them."));
    }

    private static ModelDetail One(string model, string reference, IModelRegistry models, HttpContext context)
    {
        var version = models.Load(model, reference, fallBack: false).Version;
        context.Response.Headers.ETag = $"\"{version.Commit.ContentDigest[..32]}\"";
        return new ModelDetail(ModelVersionView.Of(models, version, models.Aliases(model)), version.Content, models.Tags(model, version.Commit.Version), models.Lineage(model, version.Commit.Version), FittedClusterings.DimensionsOf(version), File.ReadAllText(Path.Combine(version.Folder, ModelFiles.CardFile)));
    }

    private static ModelComparison Compare(string model, string from, string to, IModelRegistry models)
        => ModelComparison.Of(models.Load(model, from, fallBack: false).Version, models.Load(model, to, fallBack: false).Version);

    private static FileContentHttpResult Export(string model, string reference, string? dimension, string? format, string? precision, IModelRegistry models)
    {
        var version = models.Load(model, reference, fallBack: false).Version;
        var stored = FittedClusterings.Load(version, dimension);
        return (format ?? "onnx", precision ?? "single") switch
        {
            ("onnx", "single" or "double") => TypedResults.File(FittedClusterings.Onnx(stored, precision == "double"), "application/octet-stream", $"{model}-{version.Commit.Version}.onnx"),
            ("json", _) => TypedResults.File(stored.ToBytes(), "application/json", $"{model}-{version.Commit.Version}.json"),
            ("onnx", var other) => throw new ProblemException(ApiProblems.WrongQuery("precision", other, "Ask for single or double.")),
            (var other, _) => throw new ProblemException(ApiProblems.WrongQuery("format", other, "Ask for onnx or json.")),
        };
    }

    private static ModelAliasView SetAlias(string model, string alias, AliasOrder order, IModelRegistry models, HttpContext context)
    {
        var version = order.Version ?? throw new ProblemException(ApiProblems.WrongBody("the version's number is missing."));
        var condition = Precondition.Of(context.Request);
        models.SetAlias(model, alias, version, context.Caller().Name, before => condition.Require(before is { } number ? TagOf(number) : null));
        context.Response.Headers.ETag = TagOf(version);
        return new ModelAliasView(model, alias, version);
    }

    private static ModelAliasView DropAlias(string model, string alias, IModelRegistry models, HttpContext context)
    {
        if (!models.Aliases(model).ContainsKey(alias))
        {
            throw new ProblemException(ApiProblems.NotThere($"alias '{alias}' of model '{model}'", "GET /api/v1/models lists aliases."));
        }

        models.DropAlias(model, alias, context.Caller().Name);
        return new ModelAliasView(model, alias, null);
    }

    private static ModelTagsView SetTag(string model, string reference, string key, TagOrder order, IModelRegistry models, HttpContext context) => ChangeTag(model, reference, key, order.Value ?? "", models, context);

    private static ModelTagsView DropTag(string model, string reference, string key, IModelRegistry models, HttpContext context) => ChangeTag(model, reference, key, null, models, context);

    private static ModelTagsView ChangeTag(string model, string reference, string key, string? value, IModelRegistry models, HttpContext context)
    {
        var version = models.Find(model, reference)?.Commit.Version ?? throw new ProblemException(ApiProblems.NotThere($"registered version '{model}:{reference}'", "GET the model's versions to see which there are."));
        if (value is null && !models.Tags(model, version).ContainsKey(key))
        {
            throw new ProblemException(ApiProblems.NotThere($"tag '{key}' of '{model}:{version}'", "GET the version to see its tags."));
        }

        models.Tag(model, version, key, value, context.Caller().Name);
        return new ModelTagsView(model, version, models.Tags(model, version));
    }

    private static string TagOf(long version) => $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <param name="Version">The registered version's number.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record AliasOrder(long? Version);

    /// <param name="Value">The tag's value; empty without.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record TagOrder(string? Value = null);

    /// <param name="Model">The model.</param>
    /// <param name="Alias">The alias.</param>
    /// <param name="Version">The version that it points to; null when it was taken away.</param>
    internal sealed record ModelAliasView(string Model, string Alias, long? Version);

    /// <param name="Model">The model.</param>
    /// <param name="Version">The version.</param>
    /// <param name="Tags">Its tags.</param>
    internal sealed record ModelTagsView(string Model, long Version, IReadOnlyDictionary<string, string> Tags);

    /// <param name="Name">The model.</param>
    /// <param name="Versions">How many versions it has, removed ones included.</param>
    /// <param name="Latest">The newest.</param>
    /// <param name="Aliases">Aliases and the versions they point to.</param>
    internal sealed record ModelView(string Name, int Versions, long Latest, IReadOnlyDictionary<string, long> Aliases)
    {
        public static ModelView Of(IModelRegistry models, string name)
        {
            var all = models.List(name);
            return new(name, all.Count, all[^1].Commit.Version, models.Aliases(name));
        }
    }

    /// <param name="Model">The model.</param>
    /// <param name="Version">The version.</param>
    /// <param name="Identity">Digest of definition and fitted parameters.</param>
    /// <param name="AsOf">It was fitted on data before this day.</param>
    /// <param name="Registered">UTC.</param>
    /// <param name="Run">The run that registered it.</param>
    /// <param name="Removed">When its files were removed; null while they are there.</param>
    /// <param name="Aliases">Aliases that point to it.</param>
    /// <param name="Published">The published versions that were made with it, such as <c>shop@3</c>.</param>
    internal sealed record ModelVersionView(string Model, long Version, string Identity, DateOnly AsOf, DateTimeOffset Registered, string Run, DateTimeOffset? Removed, IReadOnlyList<string> Aliases, IReadOnlyList<string> Published)
    {
        public static ModelVersionView Of(IModelRegistry models, ModelVersion v, IReadOnlyDictionary<string, long> aliases) => new(
            v.Model, v.Commit.Version, v.Content.Identity, v.Content.AsOf, v.Commit.Time, v.Commit.Run, v.Removed, [.. aliases.Where(a => a.Value == v.Commit.Version).Select(a => a.Key)],
            [.. models.Lineage(v.Model, v.Commit.Version).Select(l => $"{l.Pipeline}@{l.Version}").Distinct(StringComparer.Ordinal)]);
    }

    /// <param name="Version">Which it is.</param>
    /// <param name="Content">What it holds.</param>
    /// <param name="Tags">Its tags.</param>
    /// <param name="Lineage">The runs that came to it, oldest first.</param>
    /// <param name="Clusterings">Clustered dimensions that can be exported.</param>
    /// <param name="Card">The model card, Markdown.</param>
    internal sealed record ModelDetail(ModelVersionView Version, ModelContent Content, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<ModelLineage> Lineage, IReadOnlyList<string> Clusterings, string Card);
}
