using System.Collections.Immutable;

namespace TlsDissect.Cli.Where;

/// <summary>A part of an expression.</summary>
internal abstract record WhereNode;

/// <summary>Holds if one of its terms holds.</summary>
/// <param name="Terms">Two or more.</param>
internal sealed record WhereAny(ImmutableArray<WhereNode> Terms) : WhereNode;

/// <summary>Holds if all its terms hold.</summary>
/// <param name="Terms">Two or more.</param>
internal sealed record WhereAll(ImmutableArray<WhereNode> Terms) : WhereNode;

/// <summary>Holds if its term does not.</summary>
internal sealed record WhereNot(WhereNode Term) : WhereNode;

/// <summary>Compares a field.</summary>
/// <param name="Path">The field.</param>
/// <param name="Operator">How it is compared.</param>
/// <param name="Values">With what: none, one, or any number for <c>in</c>.</param>
internal sealed record WhereComparison(WhereWord Path, WhereOperator Operator, ImmutableArray<WhereWord> Values) : WhereNode;
