using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace SegmentationML.Service.Api;

/// <summary>Numbers in the OpenAPI document: what is no finite number is written as text, and a missing one as null.</summary>
internal sealed class NumberSchema : IOpenApiSchemaTransformer
{
    /// <inheritdoc/>
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(double) || type == typeof(double?))
        {
            schema.AnyOf = null;
            schema.OneOf = null;
            schema.Pattern = null;
            schema.Type = type == typeof(double?) ? JsonSchemaType.Number | JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.Number | JsonSchemaType.String;
            schema.Format = "double";
            schema.Description ??= "NaN, Infinity and -Infinity as text";
        }

        return Task.CompletedTask;
    }
}
