using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.IO.Enumeration;
using System.Text;
using System.Text.Json;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Policies;

/// <summary>
/// Reads the file of a policy: an object with a member for each rule, checked to the last name, because a rule that is silently ignored
/// would call connections compliant. Comments and trailing commas are allowed.
/// </summary>
internal sealed class PolicyFile
{
    /// <summary>The largest file that is read. The largest built-in policy has 2 KB.</summary>
    public const int MaxBytes = 1 << 20;

    private static readonly JsonDocumentOptions Options = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
        MaxDepth = 8,
    };

    private static readonly string[] VersionNames =
        [.. Enum.GetValues<ProtocolVersion>().Where(version => version != ProtocolVersion.None).Select(version => version.DisplayName())];

    private static readonly string[] Groups = Enum.GetNames<NamedGroup>();
    private static readonly string[] Schemes = Enum.GetNames<SignatureScheme>();
    private static readonly string[] Suites = [.. CipherSuiteTable.Rows.Select(suite => suite.Name)];
    private static readonly string[] CertificateSignatures = [.. AlgorithmNames.Signatures.Values.Distinct()];

    private readonly string _source;
    private readonly JsonElement _root;

    private PolicyFile(string source, JsonElement root) => (_source, _root) = (source, root);

    /// <summary>Reads the bytes of a file.</summary>
    /// <exception cref="PolicyException">It cannot be read.</exception>
    public static byte[] ReadAll(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] content = new byte[MaxBytes + 1];
            int length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            if (length > MaxBytes) throw new PolicyException($"{path}: not a policy: it is larger than 1 MB");
            return length > 0 ? content[..length] : throw new PolicyException($"{path}: not a policy: it is empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new PolicyException($"cannot read the policy {path}: {Why(path, e)}", e);
        }
    }

    private static string Why(string path, Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no such file",
        UnauthorizedAccessException => Directory.Exists(path) ? "it is a directory" : "permission denied",
        _ => e.Message,
    };

    /// <summary>Reads the rules.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="source">How messages call it.</param>
    /// <exception cref="PolicyException">It is not a valid policy.</exception>
    public static PolicyRules Read(ReadOnlyMemory<byte> json, string source)
    {
        ReadOnlyMemory<byte> text = json.Span.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json;
        if (text.IsEmpty) throw new PolicyException($"{source}: not a policy: it is empty");
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Options);
            return new PolicyFile(source, document.RootElement).Read();
        }
        catch (JsonException e)
        {
            string line = e.LineNumber is long number ? string.Create(CultureInfo.InvariantCulture, $", line {number + 1}") : "";
            throw new PolicyException($"{source}{line}: not a policy: {FirstSentence(e.Message)}", e);
        }
    }

    private static string FirstSentence(string message)
    {
        int end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end > 0 ? message[..end] : message).TrimEnd('.');
    }

    private PolicyRules Read()
    {
        if (_root.ValueKind != JsonValueKind.Object) throw Wrong("the file", "must be an object {...}");
        foreach (JsonProperty property in _root.EnumerateObject())
        {
            if (!PolicyMembers.All.Contains(property.Name))
                throw Wrong($"'{property.Name}'", $"is not a rule; the rules are {string.Join(", ", PolicyMembers.All)}");
        }

        return new PolicyRules
        {
            Name = String(PolicyMembers.Name) is { Length: > 0 and <= 64 } name ? name : throw Wrong(PolicyMembers.Name, "must be a name"),
            About = String(PolicyMembers.About) ?? "",
            Versions = Names(PolicyMembers.Versions, VersionNames, "version"),
            CipherSuites = CipherSuites(PolicyMembers.CipherSuites),
            Groups = Numbers<NamedGroup>(PolicyMembers.Groups, Groups, "group"),
            MinDhBits = Number(PolicyMembers.MinDhBits),
            SignatureSchemes = Numbers<SignatureScheme>(PolicyMembers.SignatureSchemes, Schemes, "signature scheme"),
            CertificateKeys = Keys(PolicyMembers.CertificateKeys),
            CertificateSignatures = Names(PolicyMembers.CertificateSignatures, CertificateSignatures, "signature algorithm"),
            MaxCertificateDays = Number(PolicyMembers.MaxCertificateDays),
            WholeChain = Flag(PolicyMembers.WholeChain, otherwise: false),
            ClientCertificates = Flag(PolicyMembers.ClientCertificates, otherwise: true),
            ExtendedMasterSecret = Flag(PolicyMembers.ExtendedMasterSecret, otherwise: false),
            EncryptThenMac = Flag(PolicyMembers.EncryptThenMac, otherwise: false),
            SecureRenegotiation = Flag(PolicyMembers.SecureRenegotiation, otherwise: false),
            Compression = Flag(PolicyMembers.Compression, otherwise: true),
            EarlyData = Flag(PolicyMembers.EarlyData, otherwise: true),
            OfferedVersions = Names(PolicyMembers.OfferedVersions, VersionNames, "version"),
            OfferedCipherSuites = CipherSuites(PolicyMembers.OfferedCipherSuites),
            OfferedGroups = Numbers<NamedGroup>(PolicyMembers.OfferedGroups, Groups, "group"),
        };
    }

    /// <summary>A list of known names, by themselves or by patterns with <c>*</c> and <c>?</c>.</summary>
    private FrozenSet<string>? Names(string member, string[] known, string what)
    {
        if (Strings(member) is not string[] patterns) return null;
        HashSet<string> names = [];
        for (int i = 0; i < patterns.Length; i++)
        {
            string[] matched = Array.FindAll(known, name => FileSystemName.MatchesSimpleExpression(patterns[i], name, ignoreCase: false));
            if (matched.Length == 0)
                throw Wrong($"{member}[{i}]", $"no {what} is called '{patterns[i]}'; known ones are {string.Join(", ", known.Take(6))}" +
                    (known.Length > 6 ? " and others" : ""));
            int before = names.Count;
            names.UnionWith(matched);
            if (before == names.Count) throw Wrong($"{member}[{i}]", $"'{patterns[i]}' adds nothing to the names before it");
        }

        return names.ToFrozenSet();
    }

    private FrozenSet<T>? Numbers<T>(string member, string[] known, string what) where T : struct, Enum =>
        Names(member, known, what)?.Select(Enum.Parse<T>).ToFrozenSet();

    private FrozenSet<CipherSuiteId>? CipherSuites(string member) => Names(member, Suites, "cipher suite") is { } names
        ? CipherSuiteTable.Rows.Where(suite => names.Contains(suite.Name)).Select(suite => suite.Id).ToFrozenSet()
        : null;

    private ImmutableArray<KeyKind>? Keys(string member)
    {
        if (Strings(member) is not string[] names) return null;
        for (int i = 0; i < names.Length; i++)
        {
            if (!KeyKind.Parse(names[i]).IsKnown)
                throw Wrong($"{member}[{i}]", $"'{names[i]}' is not a kind of key; write RSA 2048, EC P-256 or Ed25519");
        }

        return [.. names.Select(KeyKind.Parse)];
    }

    private string[]? Strings(string member)
    {
        if (!_root.TryGetProperty(member, out JsonElement value)) return null;
        if (value.ValueKind != JsonValueKind.Array) throw Wrong(member, "must be a list [...] of names");
        string[] names = new string[value.GetArrayLength()];
        for (int i = 0; i < names.Length; i++)
        {
            if (value[i].ValueKind != JsonValueKind.String) throw Wrong($"{member}[{i}]", "must be a name in quotes");
            names[i] = value[i].GetString()!;
        }

        return names;
    }

    private string? String(string member) =>
        !_root.TryGetProperty(member, out JsonElement value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : throw Wrong(member, "must be a text in quotes");

    private int? Number(string member)
    {
        if (!_root.TryGetProperty(member, out JsonElement value)) return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number > 0
            ? number
            : throw Wrong(member, "must be a whole number above 0");
    }

    private bool Flag(string member, bool otherwise)
    {
        if (!_root.TryGetProperty(member, out JsonElement value)) return otherwise;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw Wrong(member, "must be true or false");
    }

    private PolicyException Wrong(string place, string why) => new($"{_source}: {place}: {why}");
}
