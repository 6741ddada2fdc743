namespace TlsDissect.Cli.Where;

/// <summary>The operators as they are written.</summary>
internal static class WhereOperators
{
    /// <summary>The keyword of <see cref="WhereOperator.In"/>.</summary>
    public const string In = "in";

    /// <summary>All that are symbols, each before those that it begins with.</summary>
    public static readonly (string Symbol, WhereOperator Operator)[] Symbols =
    [
        ("==", WhereOperator.Equal),
        ("=", WhereOperator.Equal),
        ("!=", WhereOperator.NotEqual),
        ("!~", WhereOperator.NotLike),
        ("~", WhereOperator.Like),
        ("<=", WhereOperator.AtMost),
        ("<", WhereOperator.Less),
        (">=", WhereOperator.AtLeast),
        (">", WhereOperator.Greater),
    ];

    /// <summary>The usual spelling; empty for <see cref="WhereOperator.Present"/>.</summary>
    public static string Text(this WhereOperator one) => one switch
    {
        WhereOperator.Present => "",
        WhereOperator.In => In,
        _ => Symbols.First(symbol => symbol.Operator == one).Symbol,
    };
}
