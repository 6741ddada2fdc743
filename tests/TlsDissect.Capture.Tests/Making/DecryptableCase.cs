using System.Text;

namespace TlsDissect.Capture.Tests.Making;

/// <summary>A case of the repository's captures/, with the keys that its <c>args</c> file names.</summary>
internal sealed class DecryptableCase
{
    private readonly string _folder;
    private readonly string[] _arguments;

    private DecryptableCase(string folder)
    {
        _folder = folder;
        _arguments = File.ReadAllLines(Path.Combine(folder, "args"));
    }

    /// <summary>All cases whose arguments are keys and one capture, in the order of their names.</summary>
    public static IEnumerable<DecryptableCase> All() =>
        Repository.Cases.Select(Repository.CaseFolder).Where(folder => File.Exists(Path.Combine(folder, "args")))
            .Order(StringComparer.Ordinal).Select(folder => new DecryptableCase(folder)).Where(one => one.HasOnlyKeys);

    public static DecryptableCase Of(string name) => All().Single(one => one.Name == name);

    public string Name => Path.GetFileName(_folder);

    /// <summary>The capture, as its args file names it.</summary>
    public string CaptureName => _arguments[^1];

    public string Capture => Path.Combine(_folder, CaptureName);

    /// <summary>The lines of the connections that <c>read</c> writes, which were reviewed.</summary>
    public string[] ExpectedConnections =>
        [.. File.ReadLines(Path.Combine(_folder, "expected.jsonl"))
            .Where(line => line.StartsWith("{\"type\":\"connection\"", StringComparison.Ordinal))];

    /// <summary>The line of the summary.</summary>
    public string ExpectedSummary => File.ReadLines(Path.Combine(_folder, "expected.jsonl")).Last();

    private bool HasOnlyKeys =>
        _arguments.Length % 2 == 1 && Options().All(one => one.Option is "--key" or "--keylog" or "--psk" or "--dh-key") &&
            File.Exists(Capture);

    public KeyRing Keys()
    {
        KeyRing keys = new();
        AddKeysTo(keys);
        return keys;
    }

    public void AddKeysTo(KeyRing keys)
    {
        foreach ((string option, string value) in Options())
        {
            string path = Path.Combine(_folder, value);
            int equals = value.LastIndexOf('=');
            if (option == "--key") keys.AddRsaKey(path);
            else if (option == "--keylog") keys.AddKeyLog(path);
            else if (option == "--dh-key") keys.AddStaticDhKey(path);
            else keys.AddPreSharedKey(Convert.FromHexString(value[(equals + 1)..]),
                Encoding.UTF8.GetBytes(equals < 0 ? "" : value[..equals]));
        }
    }

    public override string ToString() => Name;

    private IEnumerable<(string Option, string Value)> Options() => _arguments[..^1].Chunk(2).Select(pair => (pair[0], pair[1]));
}
