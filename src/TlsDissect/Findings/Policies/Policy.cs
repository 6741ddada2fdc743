using System.Collections.Immutable;

namespace TlsDissect.Findings.Policies;

/// <summary>
/// What the connections of an organization may use, as a data file: docs/policies.md has the format. Immutable, so threads may share it.
/// </summary>
public sealed class Policy
{
    internal Policy(PolicyRules rules) => Rules = rules;

    /// <summary>The names of the policies that come with the library.</summary>
    public static ImmutableArray<string> BuiltIn => BuiltInPolicies.Names;

    /// <summary>Its name, from its file.</summary>
    public string Name => Rules.Name;

    /// <summary>Where its rules come from, as a sentence; empty if its file does not say.</summary>
    public string About => Rules.About;

    internal PolicyRules Rules { get; }

    /// <summary>Returns a policy that comes with the library.</summary>
    /// <param name="name">One of <see cref="BuiltIn"/>.</param>
    /// <returns><c>null</c> if there is none of this name.</returns>
    public static Policy? Find(string name) => BuiltInPolicies.Find(name);

    /// <summary>Reads a policy from a file.</summary>
    /// <param name="path">A JSON file.</param>
    /// <exception cref="PolicyException">It cannot be read, or is not a valid policy.</exception>
    public static Policy Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Parse(PolicyFile.ReadAll(path), Path.GetFileName(path));
    }

    /// <summary>Reads a policy.</summary>
    /// <param name="json">The content of the file, UTF-8.</param>
    /// <param name="source">How messages call it.</param>
    /// <exception cref="PolicyException">It is not a valid policy.</exception>
    public static Policy Parse(ReadOnlyMemory<byte> json, string source) => new(PolicyFile.Read(json, source));

    /// <summary>Judges a connection.</summary>
    /// <param name="connection">A connection that is over.</param>
    public PolicyVerdict Judge(ConnectionSummary connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return PolicyJudge.Judge(Rules, connection);
    }
}
