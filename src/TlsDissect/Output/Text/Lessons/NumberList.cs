namespace TlsDissect.Output.Text.Lessons;

/// <summary>Collects the numbers of a step. A secret is a number of bytes, unless secrets are shown.</summary>
internal sealed class NumberList(bool showsSecrets, AdviceWording wording)
{
    private readonly List<NumberLine> _lines = [];
    private bool _isHinted;

    public IReadOnlyList<NumberLine> Lines => _lines;

    /// <summary>Adds a number that crosses the network in the clear, or follows from such.</summary>
    public void Add(string name, ReadOnlySpan<byte> value) => _lines.Add(new NumberLine(name, Convert.ToHexStringLower(value)));

    /// <summary>Adds a sentence in the place of a number.</summary>
    public void Add(string name, string text) => _lines.Add(new NumberLine(name, text));

    /// <summary>Adds a secret, and how it is computed.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="formula">How it is computed; <c>null</c> if it is not.</param>
    /// <param name="secret">Its value; <c>null</c> if that is not known.</param>
    public void AddSecret(string name, string? formula, byte[]? secret)
    {
        if (formula is not null) _lines.Add(new NumberLine(name, $"= {formula}"));
        _lines.Add(new NumberLine(formula is null ? name : "", secret is null ? "not known" : Shown(secret)));
    }

    /// <summary>Adds a key, unless the suite has none.</summary>
    public void AddKey(string name, byte[] key)
    {
        if (key.Length > 0) _lines.Add(new NumberLine(name, Shown(key)));
    }

    private string Shown(byte[] secret)
    {
        if (showsSecrets) return Convert.ToHexStringLower(secret);
        string hint = _isHinted || wording.ShowSecrets.Length == 0 ? "" : $"; {wording.ShowSecrets} prints it";
        _isHinted = true;
        return $"{secret.Length} bytes{hint}";
    }
}
