using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SegmentationML.Service.Security;

namespace SegmentationML.Service.Api;

/// <summary>What the OpenAPI document says of a call beside its handler's signature: what its parameters mean, what it can answer, which scope it takes.</summary>
internal sealed class ApiOperation : IOpenApiOperationTransformer
{
    private static readonly Dictionary<string, string> PathParameters = new(StringComparer.Ordinal)
    {
        ["pipeline"] = "Name of a pipeline", ["version"] = "A version: a number, `current`, an alias, `tag:NAME`, or a day or time at which it was in use; of a promotion the number",
        ["file"] = "Name of a file that the manifest lists", ["table"] = "assignments, forecasts, policies or forecast_levels", ["key"] = "Key of an entity, parts joined by |; or id of a key to the service; or name of a tag",
        ["run"] = "Id of a run", ["consumer"] = "Name of a consumer", ["name"] = "Name of an alias or tag", ["model"] = "Name of a model", ["reference"] = "A registered version: a number, an alias or `latest`",
        ["alias"] = "Name of an alias", ["number"] = "Number of an override or case", ["action"] = "An action that the case's state allows", ["alert"] = "Id of an alert", ["silence"] = "Number of a silence", ["webhook"] = "Id or name of a webhook",
    };

    private static readonly Dictionary<string, string> QueryParameters = new(StringComparer.Ordinal)
    {
        ["pipeline"] = "Only those of this pipeline", ["state"] = "Only those that stand so", ["ended"] = "true for those that have ended as well", ["limit"] = "At most so many", ["delivery"] = "Only this delivery",
    };

    /// <inheritdoc/>
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<ScopeNeeded>().LastOrDefault()?.Scope is not { } scope)
        {
            return;
        }

        operation.Description = $"{operation.Description} Takes a key with the scope `{scope.ToString().ToLowerInvariant()}`.".TrimStart();
        Parameters(operation, metadata);
        var isChange = context.Description.HttpMethod is not ("GET" or "HEAD");
        if (isChange && !metadata.OfType<ReadingCall>().Any() && !metadata.OfType<ShownOnce>().Any())
        {
            Header(operation, "Idempotency-Key", "A key of the caller's own for this change: sent again within a day it is answered again and not done again");
        }

        if (metadata.OfType<ConditionalChange>().Any())
        {
            Header(operation, "If-Match", "The ETag that the caller saw: the change is made only if nothing has changed since");
        }

        await ProblemsAsync(operation, context, isChange, cancellationToken);
    }

    private static void Parameters(OpenApiOperation operation, IEnumerable<object> metadata)
    {
        operation.Parameters ??= [];
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>().Where(p => p.In == ParameterLocation.Path && p.Name is not null))
        {
            parameter.Description ??= PathParameters.GetValueOrDefault(parameter.Name!);
        }

        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>().Where(p => p.In == ParameterLocation.Query && p.Name is not null))
        {
            parameter.Description ??= QueryParameters.GetValueOrDefault(parameter.Name!);
        }

        foreach (var told in metadata.OfType<QueryParameter>())
        {
            if (operation.Parameters.OfType<OpenApiParameter>().FirstOrDefault(p => p.Name == told.Name) is { } known)
            {
                known.Description = told.Description;
            }
            else
            {
                operation.Parameters.Add(new OpenApiParameter { Name = told.Name, In = ParameterLocation.Query, Description = told.Description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
            }
        }
    }

    private static void Header(OpenApiOperation operation, string name, string description)
        => operation.Parameters!.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Header, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });

    private static async Task ProblemsAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, bool isChange, CancellationToken cancellation)
    {
        var document = context.Document!;
        if (document.Components?.Schemas?.ContainsKey(nameof(ApiProblem)) != true)
        {
            document.AddComponent(nameof(ApiProblem), await context.GetOrCreateSchemaAsync(typeof(ApiProblem), null, cancellation));
        }

        operation.Responses ??= [];
        foreach (var (status, description) in Told(isChange))
        {
            operation.Responses[status] = new OpenApiResponse
            {
                Description = description,
                Content = new Dictionary<string, OpenApiMediaType> { [ApiProblem.MediaType] = new() { Schema = new OpenApiSchemaReference(nameof(ApiProblem), document) } },
            };
        }
    }

    private static IEnumerable<(string Status, string Description)> Told(bool isChange)
    {
        yield return ("400", "A value in address, query or body is off");
        yield return ("401", "The call carries no valid key");
        yield return ("403", "The key may not do this, or not see it");
        yield return ("404", "There is no such thing");
        if (isChange)
        {
            yield return ("409", "It stands where this cannot be done with it");
            yield return ("412", "It has changed since the caller saw it");
            yield return ("422", "What was asked for cannot be");
        }

        yield return ("429", "Too many calls; Retry-After says when to come back");
        yield return ("default", "Anything else that goes wrong, in the same shape");
    }
}
