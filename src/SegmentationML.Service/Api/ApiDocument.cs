using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace SegmentationML.Service.Api;

/// <summary>What the OpenAPI document says of the whole: title, version, and that every call carries a key.</summary>
internal sealed class ApiDocument : IOpenApiDocumentTransformer
{
    private const string Scheme = "key";

    /// <inheritdoc/>
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "SegmentationML",
            Version = typeof(ApiDocument).Assembly.GetName().Version!.ToString(3),
            Description = "Versioned segments, forecasts and stock policies, and the runs that make them. Addresses that take GET take HEAD as well, but for streams of events. Errors are problem details (RFC 9457) with a code of docs/errors.md.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme> { [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A key, `segml_…`" } };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        return Task.CompletedTask;
    }
}
