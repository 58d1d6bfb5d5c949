using System.Numerics.Tensors;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Forecasting.Ssa;

/// <summary>The leading directions of a history's lagged vectors and the linear recurrence that they imply; a view on the workspace.</summary>
/// <remarks>
/// Directions are stored reversed: place j of a row belongs to the j-th bucket before the newest of a lagged vector.
/// Golyandina, Nekrutkin and Zhigljavsky (2001), Analysis of Time Series Structure: SSA and Related Techniques, §2.1.
/// </remarks>
internal readonly ref struct SsaDecomposition
{
    private SsaDecomposition(ReadOnlySpan<double> directions, int window, int rank, double noiseVariance)
    {
        Directions = directions;
        Window = window;
        Rank = rank;
        NoiseVariance = noiseVariance;
    }

    /// <summary>Orthonormal directions, one a row of length <see cref="SymmetricEigen.Stride"/>, newest bucket first, strongest first.</summary>
    public ReadOnlySpan<double> Directions { get; }

    /// <summary>Buckets in a lagged vector.</summary>
    public int Window { get; }

    /// <summary>Number of directions, at least 0.</summary>
    public int Rank { get; }

    /// <summary>Variance of what the directions leave, per bucket.</summary>
    public double NoiseVariance { get; }

    /// <summary>The same with fewer directions.</summary>
    public SsaDecomposition WithRank(int rank) => new(Directions, Window, rank, NoiseVariance);

    /// <summary>Decomposes a history.</summary>
    /// <param name="centred">The history less its centre, shape (n), n ≥ 2 × window.</param>
    /// <param name="window">Buckets in a lagged vector.</param>
    /// <param name="mostlyEmpty">Whether more than half of the buckets have no demand.</param>
    /// <param name="options">Rank or energy share.</param>
    /// <param name="workspace">Buffers of the calling thread.</param>
    public static SsaDecomposition Of(ReadOnlySpan<double> centred, int window, bool mostlyEmpty, SsaOptions options, ForecastWorkspace workspace)
    {
        var stride = SymmetricEigen.Stride(window);
        var matrix = workspace.Rent(WorkspaceSlot.Matrix, window * stride);
        var values = workspace.Rent(WorkspaceSlot.Values, window);
        var vectors = workspace.Rent(WorkspaceSlot.Vectors, window * stride);
        var scratch = workspace.Rent(WorkspaceSlot.Scratch, SymmetricEigen.ScratchLength(window));
        var columns = centred.Length - window + 1;
        LagCovariance.Compute(centred, window, matrix);
        SymmetricEigen.Eigenvalues(matrix, window, values, scratch);
        var rank = SsaRank.Choose(values, columns, mostlyEmpty, options);
        SymmetricEigen.Eigenvectors(matrix, window, values, vectors, scratch, rank);
        for (var i = 0; i < rank; i++)
        {
            vectors.Slice(i * stride, window).Reverse();
        }

        var left = TensorPrimitives.Sum<double>(values[rank..]);
        return new SsaDecomposition(vectors, window, rank, Math.Max(0, left) / ((double)columns * (window - rank)));
    }
}
