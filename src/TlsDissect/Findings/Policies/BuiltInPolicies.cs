using System.Collections.Immutable;
using System.Reflection;

namespace TlsDissect.Findings.Policies;

/// <summary>The policies that come with the library: the JSON files of this folder's BuiltIn, which are embedded.</summary>
internal static class BuiltInPolicies
{
    /// <summary>Their names, which are those of the files.</summary>
    public static ImmutableArray<string> Names { get; } = ["nist-800-52r2", "cnsa-2.0", "mozilla-modern", "mozilla-intermediate"];

    /// <summary>Returns one; <c>null</c> if there is none of this name.</summary>
    public static Policy? Find(string name) => Names.Contains(name) ? Policy.Parse(Json(name), name) : null;

    /// <summary>The file of a policy.</summary>
    public static byte[] Json(string name)
    {
        using Stream file = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{name}.json")!;
        byte[] json = new byte[file.Length];
        file.ReadExactly(json);
        return json;
    }
}
