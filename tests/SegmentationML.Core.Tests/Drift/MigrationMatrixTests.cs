using SegmentationML.Core.Drift;

namespace SegmentationML.Core.Tests.Drift;

public sealed class MigrationMatrixTests
{
    private static readonly string[] Segments = ["A", "B", "C"];

    [Fact]
    public void Of_HandComputed_CountsValuesAndDirections()
    {
        var matrix = MigrationMatrix.Of(Segments, [0, 0, 1, 2, -1, 1], [0, 1, 0, 2, 2, -1], [10, 20, 30, 40, 50, 60], [0, 1, 2]);

        Assert.Equal(4, matrix.Common);
        Assert.Equal(2, matrix.Moved);
        Assert.Equal(0.5, matrix.Churn);
        Assert.Equal(0.5, matrix.ValueChurn);
        Assert.Equal(1, matrix.Up);
        Assert.Equal(1, matrix.Down);
        Assert.Equal(1, matrix.CountOf(0, 1));
        Assert.Equal(20, matrix.ValueOf(0, 1));
        Assert.Equal([0L, 0, 1], matrix.Entered);
        Assert.Equal([0.0, 60, 0], matrix.LeftValue);

        // Agreement 2 / 4; by chance (2 x 2 + 1 x 1 + 1 x 1) / 16.
        Assert.Equal((0.5 - 0.375) / (1 - 0.375), matrix.Kappa, 12);
    }

    [Fact]
    public void Of_SameRunTwice_HasNoChurn()
    {
        var matrix = MigrationMatrix.Of(Segments, [0, 1, 2, 2], [0, 1, 2, 2]);

        Assert.Equal(0, matrix.Churn);
        Assert.Equal(1, matrix.Kappa);
        Assert.True(double.IsNaN(matrix.ValueChurn));
        Assert.Equal(0, matrix.Up + matrix.Down);
    }

    [Fact]
    public void Of_EveryoneInOneSegment_HasKappaOne()
        => Assert.Equal(1, MigrationMatrix.Of(Segments, [1, 1], [1, 1]).Kappa);

    [Fact]
    public void Of_NothingInCommon_HasNoChurn()
    {
        var matrix = MigrationMatrix.Of(Segments, [-1, 0], [0, -1]);

        Assert.True(double.IsNaN(matrix.Churn));
        Assert.Equal(1, matrix.Entered[0]);
        Assert.Equal(1, matrix.Left[0]);
    }

    [Fact]
    public void Of_SegmentsOutsideTheOrder_MoveNeitherUpNorDown()
    {
        var matrix = MigrationMatrix.Of(Segments, [0, 2], [2, 1], [], [0, 1, -1]);

        Assert.Equal(2, matrix.Moved);
        Assert.Equal(0, matrix.Up + matrix.Down);
    }

    [Fact]
    public void Of_WhatDoesNotFit_IsRefused()
    {
        Assert.Equal("SEG-DRIFT-003", Assert.Throws<ProblemException>(() => MigrationMatrix.Of(Segments, [0], [0, 1])).Problems.Single().Code);
        Assert.Equal("SEG-DRIFT-004", Assert.Throws<ProblemException>(() => MigrationMatrix.Of(Segments, [3], [0])).Problems.Single().Code);
        Assert.Equal(2, Assert.Throws<ProblemException>(() => MigrationMatrix.Of(Segments, [0], [0], [1, 2], [0])).Problems.Count);
    }
}
